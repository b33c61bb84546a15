export { Counters } from './Counters';
export type { Outcome } from './Counters';
export { InternalServer } from './InternalServer';
export { metricsText } from './metricsText';
export type { MetricSources } from './metricsText';
