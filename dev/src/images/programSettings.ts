import type { ImageName } from './imageReference';

export interface ProgramSettings {
  /** Of Node.js, before the program's file. */
  readonly nodeArguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

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
  // A dependency of the Kubernetes client loads Node.js' own punycode: nothing that a reader of the log could change.
  const quiet = '--disable-warning=DEP0040';
  if (name === 'operator')
    // Node.js' own sizes and source maps would cost 130 MB more after 100 servers, and save no time (ADR 0082).
    return {
      nodeArguments: [quiet],
      environment: {
        NODE_OPTIONS: '--max-semi-space-size=16',
        MALLOC_ARENA_MAX: '1',
        MALLOC_TRIM_THRESHOLD_: '131072',
      },
    };
  return {
    nodeArguments: ['--enable-source-maps', quiet],
    environment: {},
  };
}
