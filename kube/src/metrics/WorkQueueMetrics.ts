/** What a work queue counts. Names of the metrics to feed: `workqueue_*`, as in client-go. */
export interface WorkQueueMetrics {
  depthChanged(depth: number): void;
  added(): void;
  /** @param seconds - from becoming due to being taken */
  taken(seconds: number): void;
  /** @param seconds - from being taken to being done */
  finished(seconds: number): void;
  retried(): void;
}

/** Counts nothing. */
export const noWorkQueueMetrics: WorkQueueMetrics = {
  depthChanged: () => {},
  added: () => {},
  taken: () => {},
  finished: () => {},
  retried: () => {},
};
