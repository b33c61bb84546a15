import { KubernetesObject } from '@amalthea/jupyterserver';
import { Clock, KubernetesObject as StoredObject } from '@amalthea/kube';

import { DesiredState } from '../plan/observed/desire';
import { AsApplied, needsApply } from '../plan/compare/needsApply';
import { identityOf, LiveObject } from '../plan/observed/LiveObject';
import { ForeignObject, WriteFailure } from '../plan/observed/Observed';
import { RecentWrites } from './RecentWrites';

/**
 * What the operator knows about a server besides the mirrors: answers of the API server. Nothing in it is
 * needed to decide rightly; without it the same questions are asked again.
 */
export class ServerMemory {
  readonly writes: RecentWrites;
  readonly failures = new Map<string, WriteFailure>();
  readonly asApplied = new Map<string, AsApplied>();
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

  constructor(readonly uid: string, private readonly clock: Clock) {
    this.writes = new RecentWrites(clock);
  }

  /** Remembers a child as a write returned it, and what became of it when that is not what was written. */
  childApplied(object: KubernetesObject, live: StoredObject & LiveObject) {
    const identity = identityOf(live);
    this.writes.childWritten(live);
    if (needsApply(object, live, undefined)) {
      this.asApplied.set(identity, { object, live });
    } else {
      this.asApplied.delete(identity);
    }
  }

  /** Remembers an answer that a write of a child failed with, and since when it does. */
  writeFailed(identity: string, failure: Omit<WriteFailure, 'since'>): void {
    const since = this.failures.get(identity)?.since ?? this.clock.now();
    this.failures.set(identity, { ...failure, since });
  }

  /**
   * Forgets failures of what is not tried any more: the spec changed, or somebody else did it.
   *
   * @param tried - what is tried now, by identityOf
   * @returns whether anything was forgotten
   */
  forgetFailuresBut(tried: ReadonlySet<string>): boolean {
    const settled = [...this.failures.keys()].filter(key => !tried.has(key));
    settled.forEach(key => this.failures.delete(key));
    return settled.length > 0;
  }

  /** What should run; rendered again only when what it depends on has changed. */
  desired(key: string, render: () => DesiredState): DesiredState {
    if (this.#rendered?.key !== key) {
      this.#rendered = { key, state: render() };
    }
    return this.#rendered.state;
  }
}
