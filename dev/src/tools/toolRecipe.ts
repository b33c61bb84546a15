import { createHash } from 'node:crypto';

/** The pinned content of one folder of `dev/tools`. */
export interface ToolModule {
  readonly name: string;
  /** Text of its go.mod. */
  readonly goMod: string;
  /** Text of its go.sum. */
  readonly goSum: string;
  /** Text of its main.go, where the program's source is here. */
  readonly source: string;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

/** How the programs of a module are built, and the name of the cache folder that holds the result. */
export interface Recipe {
  /** Version of the module whose programs are built, for example `v1.37.2`. */
  readonly version: string;
  readonly linkerFlags: string;
  /** `<module>-<version>-<digest>`; the digest covers every input of the build. */
  readonly cacheKey: string;
}

/** The build recipe of a module: equal inputs give an equal cache key, in every checkout. */
export function toolRecipe(
  module: ToolModule,
  goPackage: string,
  platform: Platform,
): Recipe {
  const version = requiredVersion(module, goPackage);
  const linkerFlags = [
    '-s',
    '-w',
    ...(module.name === 'kubernetes' ? kubernetesVersionFlags(version) : []),
  ].join(' ');
  const pinned = [
    module.goMod,
    module.goSum,
    ...(module.source ? [module.source] : []),
  ];
  const digest = createHash('sha256')
    .update(
      JSON.stringify([
        ...pinned,
        linkerFlags,
        platform.os,
        platform.architecture,
      ]),
    )
    .digest('hex')
    .slice(0, 12);
  return {
    version,
    linkerFlags,
    cacheKey: `${module.name}-${version}-${digest}`,
  };
}

/** The version that go.mod requires of the module which holds the package. */
function requiredVersion(module: ToolModule, goPackage: string): string {
  if (module.source) return 'v0';
  let found = { path: '', version: '' };
  for (const [, path, version] of module.goMod.matchAll(
    /^(?:require )?\s*(\S+) (v\S+)(?: \/\/ indirect)?$/gm,
  )) {
    const holds = goPackage === path || goPackage.startsWith(`${path}/`);
    if (holds && path.length > found.path.length) found = { path, version };
  }
  if (!found.version)
    throw new Error(
      `dev/tools/${module.name}/go.mod requires no module that holds ${goPackage}.`,
    );
  return found.version;
}

// Without these the API server calls itself v0.0.0, which clients and Argo CD parse.
function kubernetesVersionFlags(version: string): string[] {
  const [major, minor] = version.slice(1).split('.');
  const values = {
    gitVersion: version,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
  };
  return Object.entries(values).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
}
