import { Clock } from '@amalthea/kube';

import { DesiredState } from '../plan/observed/desire';
import { ForeignObject, WriteFailure } from '../plan/observed/Observed';
import { RecentWrites } from './RecentWrites';

/**
 * What the operator knows about a server besides the mirrors: answers of the API server. Nothing in it is
 * needed to decide rightly; without it the same questions are asked again.
 */
export class ServerMemory {
  readonly writes: RecentWrites;
  readonly failures = new Map<string, WriteFailure>();
  readonly foreign = new Map<string, ForeignObject>();
  /** When names that are taken are looked at again, on the monotonic clock. */
  foreignCheckedAt = 0;
  /** Since when a change of mere detail waits to be written. */
  detailSince: number | undefined;
  /** Template of the revision that the pod was made from. */
  runningTemplate:
    | { readonly revision: string; readonly template: unknown }
    | undefined;
  #rendered: { readonly key: string; readonly state: DesiredState } | undefined;

  constructor(readonly uid: string, clock: Clock) {
    this.writes = new RecentWrites(clock);
  }

  /** What should run; rendered again only when what it depends on has changed. */
  desired(key: string, render: () => DesiredState): DesiredState {
    if (this.#rendered?.key !== key) {
      this.#rendered = { key, state: render() };
    }
    return this.#rendered.state;
  }
}
