export { Counters } from './Counters';
export type { Outcome } from './Counters';
export { InternalServer } from './InternalServer';
export { createRegistry } from './metrics';
