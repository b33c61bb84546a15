import { KubernetesObject } from '../api/KubernetesObject';
import { ResourceRef } from '../api/ResourceRef';
import { Selection } from '../client/CallOptions';
import { KubeClient } from '../client/KubeClient';
import { Clock } from '../clock/Clock';
import { Change, IndexFunction } from './Store';

/** What a reflector mirrors, and whom it tells. */
export interface ReflectorOptions<T extends KubernetesObject>
  extends Selection {
  readonly client: Pick<KubeClient, 'list' | 'watch'>;
  readonly resource: ResourceRef;
  readonly indexes?: Readonly<Record<string, IndexFunction<T>>>;
  /** Projects each object before it is stored. Default: drops `metadata.managedFields`. */
  readonly transform?: (object: KubernetesObject) => T;
  /**
   * Called after the store has changed. What it throws goes to `onError` and stops nothing.
   *
   * @param initial - whether the change came with the first complete list
   */
  readonly onChange?: (change: Change<T>, initial: boolean) => void;
  /** Called for each failure; the reflector goes on by itself. */
  readonly onError?: (error: unknown) => void;
  /** Called when the server tells something again after failures: a list, an event, or a bookmark after at most a minute. */
  readonly onRecovered?: () => void;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Pauses between failures. Default 0.8 s doubling to 30 s, as in client-go. */
  readonly backoff?: {
    readonly initialMilliseconds: number;
    readonly maximumMilliseconds: number;
  };
  /** Objects per page of a list. Default 500. */
  readonly pageSize?: number;
  /** Seconds that one watch lasts: a random time between this and twice this. Default 300. */
  readonly watchSeconds?: number;
  /** Silence after which a watch counts as broken. Default 150 s. */
  readonly idleMilliseconds?: number;
  /** Silence during the initial events after which the list is read page by page instead. Default 15 s. */
  readonly initialIdleMilliseconds?: number;
}
