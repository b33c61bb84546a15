import { DurationHistogram } from './DurationHistogram';

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

/** How a sign-in ended: `lost` is an answer of the provider that belongs to none under way. */
export type SignInOutcome =
  | 'completed'
  | 'refused'
  | 'failed'
  | 'unreachable'
  | 'lost';

/** How asking the provider for the claims of a session anew ended. */
export type RefreshOutcome = 'renewed' | 'ended' | 'unreachable';

/** What asked for sessions to end. */
export type LogoutOutcome =
  | 'sign_out'
  | 'backchannel'
  | 'backchannel_refused'
  | 'frontchannel';

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
  readonly requestDuration = new DurationHistogram([
    0.005, 0.025, 0.1, 0.5, 2.5, 10,
  ]);
  readonly signIns: Record<SignInOutcome, number> = {
    completed: 0,
    refused: 0,
    failed: 0,
    unreachable: 0,
    lost: 0,
  };
  readonly refreshes: Record<RefreshOutcome, number> = {
    renewed: 0,
    ended: 0,
    unreachable: 0,
  };
  readonly logouts: Record<LogoutOutcome, number> = {
    sign_out: 0,
    backchannel: 0,
    backchannel_refused: 0,
    frontchannel: 0,
  };
  /** Whether the provider answered when it was last asked; undefined without a provider. */
  isProviderReachable: boolean | undefined;
  wrongTokens = 0;
  malformedRequests = 0;
  sessionSocketsClosed = 0;
  configReloads = 0;
  configReloadFailures = 0;
  uncaughtExceptions = 0;
}
