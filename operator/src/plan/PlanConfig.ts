/** What the people who run the operator decide about its decisions. */
export interface PlanConfig {
  /** `apiVersion kind` of what a bundle may hold; the operator has rights for these and no others. */
  readonly childKinds: ReadonlySet<string>;
  /** Restarts of an init container after which the server counts as failed. */
  readonly initContainerRestartLimit: number;
  /** Restarts of any other container after which the server counts as failed. */
  readonly containerRestartLimit: number;
}

/** Classic's limits. */
export const defaultRestartLimits = {
  initContainerRestartLimit: 1,
  containerRestartLimit: 3,
} as const;
