import {
  Clock,
  compareResourceVersions,
  KubernetesObject,
} from '@amalthea/kube';

import { identityOf, LiveObject } from '../plan/observed/LiveObject';

interface Written {
  readonly object: KubernetesObject & LiveObject;
  readonly at: number;
}

/** How long an answer of the API server is believed while the mirror does not confirm it. */
const confirmationMilliseconds = 30_000;

/**
 * What the API server answered to our own writes about one server. Mirrors lag behind: a decision made on an
 * older copy would write the same again.
 */
export class RecentWrites {
  readonly #written = new Map<string, Written>();
  readonly #deleted = new Map<string, number>();
  #server: Written | undefined;

  constructor(private readonly clock: Clock) {}

  /** Remembers a child as a write returned it. */
  childWritten(object: KubernetesObject & LiveObject): void {
    this.#written.set(identityOf(object), {
      object,
      at: this.clock.monotonicMilliseconds(),
    });
  }

  /** Remembers that an object was deleted, whatever the mirror still shows. */
  deleted(uid: string): void {
    this.#deleted.set(uid, this.clock.monotonicMilliseconds());
  }

  /** Remembers the JupyterServer as a status write returned it. */
  serverWritten(object: KubernetesObject & LiveObject): void {
    this.#server = { object, at: this.clock.monotonicMilliseconds() };
  }

  /** Forgets what was remembered of a child: it turned out to be otherwise. */
  forgetChild(identity: string): void {
    this.#written.delete(identity);
  }

  /** Whether a change that a mirror reports is our own write coming back. */
  isOwnWrite(object: KubernetesObject): boolean {
    const version = object.metadata?.resourceVersion;
    if (this.#server?.object.metadata.resourceVersion === version) {
      return true;
    }
    return [...this.#written.values()].some(
      ({ object: written }) => written.metadata.resourceVersion === version,
    );
  }

  /** The newer of the mirror's copy of the JupyterServer and our own. */
  latestServer(mirrored: KubernetesObject): KubernetesObject {
    const written = this.#server?.object;
    if (
      !written ||
      written.metadata.uid !== mirrored.metadata?.uid ||
      this.isConfirmed(this.#server, mirrored)
    ) {
      this.#server = undefined;
      return mirrored;
    }
    return written;
  }

  /** The mirror's children, with our own newer ones in their place, without those that we deleted. */
  latestChildren(
    mirrored: readonly (KubernetesObject & LiveObject)[],
  ): readonly LiveObject[] {
    this.expire();
    const children = new Map(mirrored.map(child => [identityOf(child), child]));
    for (const [identity, written] of this.#written) {
      const copy = children.get(identity);
      if (copy && this.isConfirmed(written, copy)) {
        this.#written.delete(identity);
      } else {
        children.set(identity, written.object);
      }
    }
    return [...children.values()].filter(
      ({ metadata }) => !this.#deleted.has(metadata.uid),
    );
  }

  /** A child that the mirror says is gone is gone, if it is the one that we wrote. */
  mirrorDeleted(uid: string): void {
    this.#deleted.delete(uid);
    for (const [identity, { object }] of this.#written) {
      if (object.metadata.uid === uid) {
        this.#written.delete(identity);
      }
    }
  }

  /** Whether anything is waiting for the mirrors. */
  get pending(): boolean {
    return this.#written.size > 0 || this.#deleted.size > 0;
  }

  private isConfirmed(
    written: Written | undefined,
    mirrored: KubernetesObject,
  ): boolean {
    return (
      compareResourceVersions(
        mirrored.metadata?.resourceVersion,
        written?.object.metadata.resourceVersion,
      ) >= 0
    );
  }

  private expire(): void {
    const oldest =
      this.clock.monotonicMilliseconds() - confirmationMilliseconds;
    for (const [identity, { at }] of this.#written) {
      if (at < oldest) {
        this.#written.delete(identity);
      }
    }
    for (const [uid, at] of this.#deleted) {
      if (at < oldest) {
        this.#deleted.delete(uid);
      }
    }
  }
}
