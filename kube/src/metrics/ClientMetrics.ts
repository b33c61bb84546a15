/** What the client counts. Names of the metrics to feed: `rest_client_*`, as in client-go. */
export interface ClientMetrics {
  /**
   * A request was answered or failed.
   *
   * @param request - `code` is the HTTP status, or `<error>` without an answer (client-go's value)
   */
  requestFinished(request: {
    method: string;
    host: string;
    code: string;
    durationSeconds: number;
  }): void;
  /** A request is being sent again. */
  requestRetried(request: { method: string; host: string; code: string }): void;
}

/** Counts nothing. */
export const noClientMetrics: ClientMetrics = {
  requestFinished: () => {},
  requestRetried: () => {},
};
