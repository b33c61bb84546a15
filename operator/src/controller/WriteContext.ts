import { ServerSnapshot } from '../plan/observed/Observed';
import { ServerMemory } from './ServerMemory';

/** What every write of a pass shares. */
export interface WriteContext {
  readonly server: Pick<ServerSnapshot, 'name' | 'namespace' | 'uid'>;
  readonly memory: ServerMemory;
  /** Aborted when the lease is lost. */
  readonly signal: AbortSignal;
  /** Throws when the lease is not held (any more). */
  readonly beforeAttempt: () => void;
}
