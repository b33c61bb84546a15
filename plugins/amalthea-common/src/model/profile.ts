/**
 * One choice of image.
 *
 * @public
 */
export interface ProfileImage {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly image: string;
}

/**
 * One stop of the size slider.
 *
 * @public
 */
export interface ProfileSize {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly cpuCores: number;
  readonly memoryBytes: number;
  readonly gpus: number;
  readonly cost?: ProfileCost;
}

/**
 * What a size costs, as the platform team wants it shown.
 *
 * @public
 */
export interface ProfileCost {
  readonly perHour: number;
  /** ISO 4217. */
  readonly currency: string;
}

/**
 * Bounds of a number that people choose. Equal bounds: nothing to choose.
 *
 * @public
 */
export interface Bounds {
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
}

/**
 * A variable that people may set.
 *
 * @public
 */
export interface ProfileVariable {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly default?: string;
  /** A regular expression that the whole value matches. */
  readonly pattern?: string;
}

/**
 * A cluster and namespace where servers of a profile run.
 *
 * @public
 */
export interface ProfileDestination {
  readonly cluster: string;
  readonly clusterTitle: string;
  readonly namespace: string;
}

/**
 * A kind of server that people can ask for.
 *
 * @public
 */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** A Remix icon name without prefix, such as `flask`. */
  readonly icon?: string;
  readonly images: readonly ProfileImage[];
  readonly sizes: readonly ProfileSize[];
  /** In bytes. */
  readonly disk: Bounds & { readonly kept: boolean };
  /** In seconds; `mayNeverStop` allows 0 (never stops for idleness). */
  readonly idle: Bounds & { readonly mayNeverStop: boolean };
  readonly variables: readonly ProfileVariable[];
  /** Whether people may set variables of their own as well. */
  readonly freeVariables: boolean;
  /** Whether people may let others in by e-mail (only with OIDC). */
  readonly collaborators: boolean;
  readonly destinations: readonly ProfileDestination[];
  readonly defaults: { readonly image: string; readonly size: string };
  /** Entity references that may use it; empty: everybody. */
  readonly usableBy: readonly string[];
  /** Whether the caller may use it, and if not, why, in a sentence. */
  readonly availability:
    | { readonly usable: true }
    | { readonly usable: false; readonly reason: string };
}
