/** How a request ended. */
export type Outcome =
  | 'forwarded'
  | 'aborted'
  | 'own_page'
  | 'login'
  | 'unauthenticated'
  | 'forbidden'
  | 'cross_site'
  | 'refused'
  | 'not_found'
  | 'unavailable'
  | 'upstream_failed';

/** Plain numbers, because the request path pays for them; the metrics endpoint turns them into metrics. */
export class Counters {
  readonly requests: Record<Outcome, number> = {
    forwarded: 0,
    aborted: 0,
    own_page: 0,
    login: 0,
    unauthenticated: 0,
    forbidden: 0,
    cross_site: 0,
    refused: 0,
    not_found: 0,
    unavailable: 0,
    upstream_failed: 0,
  };
  readonly webSockets: Record<Outcome, number> = { ...this.requests };
  requestSeconds = 0;
  malformedRequests = 0;
  sessionSocketsClosed = 0;
  configReloads = 0;
  configReloadFailures = 0;
  uncaughtExceptions = 0;
}
