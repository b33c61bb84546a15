import type { ImageName } from './imageReference';

export interface ProgramSettings {
  /** Of Node.js, before the program's file. */
  readonly nodeArguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Node.js' own sizes cost the operator 75 MB more after 100 servers, and save it no time (ADR 0082). */
const littleMemoryInABurst = {
  NODE_OPTIONS: '--max-semi-space-size=16',
  MALLOC_ARENA_MAX: '1',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/** How Node.js runs one of our programs in its image. The Dockerfiles of authz and operator say the same for their programs. */
export function programSettings(
  name: Exclude<ImageName, 'minimal-notebook'>,
): ProgramSettings {
  if (name === 'authz')
    // One authz runs per server: memory counts more there than the last percent of throughput (ADR 0076).
    return {
      nodeArguments: [],
      environment: {
        NODE_OPTIONS: '--max-semi-space-size=2',
        MALLOC_ARENA_MAX: '1',
        MALLOC_TRIM_THRESHOLD_: '131072',
      },
    };
  return {
    nodeArguments: [
      '--enable-source-maps',
      // A dependency of the Kubernetes client loads Node.js' own punycode: nothing that a reader of the log could change.
      '--disable-warning=DEP0040',
    ],
    environment: name === 'operator' ? littleMemoryInABurst : {},
  };
}
