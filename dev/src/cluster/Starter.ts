import type { Progress } from '../host/progress';
import type { Environment } from '../host/userDirectories';
import type { Component } from './startComponent';

/** What all parts of a cluster are started with. */
export interface StartContext {
  readonly environment: Environment;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** Starts a component that does not run yet, and remembers to fail when it ends early. */
export interface Starter {
  start(component: Component): Promise<void>;
  waitFor<T>(
    what: string,
    timeoutSeconds: number,
    probe: () => Promise<T | undefined | false>,
  ): Promise<T>;
}
