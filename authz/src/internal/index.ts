export { Counters } from './Counters';
export type {
  LogoutOutcome,
  Outcome,
  RefreshOutcome,
  SignInOutcome,
} from './Counters';
export { DurationHistogram } from './DurationHistogram';
export { InternalServer } from './InternalServer';
export { metricsText } from './metricsText';
export type { MetricSources } from './metricsText';
