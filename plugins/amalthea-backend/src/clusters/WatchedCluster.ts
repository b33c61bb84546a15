import {
  Reflector,
  sleep,
  systemClock,
  type Clock,
  type KubeClient,
  type KubernetesObject,
  type UnstructuredObject,
} from '@amalthea/kube';
import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';
import { observeServer, type ObservedServer } from '../servers/ObservedServer';
import type { Cluster, ClusterChange } from './ClusterAccess';
import { nextHealth, type ProbeOutcome } from './clusterHealth';
import { jupyterServers } from './jupyterServers';

export interface WatchedClusterOptions {
  readonly name: string;
  readonly title: string;
  readonly client: KubeClient;
  readonly healthIntervalMilliseconds: number;
  readonly healthTimeoutMilliseconds: number;
  readonly onChange: (change: ClusterChange) => void;
  readonly onHealth: (health: ClusterHealth) => void;
  readonly clock?: Clock;
}

/** What the reflector keeps of each object. */
interface CachedServer extends KubernetesObject {
  readonly observed?: ObservedServer;
}

/**
 * A cluster with one watch that all users share. A small question every few seconds notices a cluster that does not
 * answer (a watch alone may stay silent for minutes) and wakes the watch when it answers again; the last known servers
 * stay meanwhile.
 */
export class WatchedCluster implements Cluster {
  readonly name: string;
  readonly title: string;
  readonly client: KubeClient;
  readonly #options: WatchedClusterOptions;
  readonly #clock: Clock;
  readonly #reflector: Reflector<CachedServer>;
  readonly #stopped = new AbortController();
  #watchInterruption = new AbortController();
  #probeNow = new AbortController();
  #health: ClusterHealth;
  #probing: Promise<void> | undefined;

  constructor(options: WatchedClusterOptions) {
    this.name = options.name;
    this.title = options.title;
    this.client = options.client;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#health = {
      name: options.name,
      title: options.title,
      state: 'connecting',
      since: new Date(this.#clock.now()).toISOString(),
    };
    this.#reflector = new Reflector<CachedServer>({
      client: {
        list: (resource, query) => options.client.list(resource, query),
        watch: (resource, query = {}) =>
          options.client.watch(resource, {
            ...query,
            signal: AbortSignal.any([
              this.#watchInterruption.signal,
              ...(query.signal ? [query.signal] : []),
            ]),
          }),
      },
      resource: jupyterServers,
      transform: object => this.#cache(object),
      onChange: change => this.#changed(change),
      onError: () => this.#probeSoon(),
      backoff: { initialMilliseconds: 500, maximumMilliseconds: 5_000 },
      clock: this.#clock,
    });
  }

  start(): void {
    this.#reflector.start();
    this.#probing ??= this.#probeUntilStopped();
    void this.#reflector
      .waitForSync(this.#stopped.signal)
      .then(() => this.#probeSoon());
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.#reflector.stop(), this.#probing]);
    await this.client.close();
  }

  health(): ClusterHealth {
    return this.#health;
  }

  *servers(): Iterable<ObservedServer> {
    for (const { observed } of this.#reflector.store.list()) {
      if (observed) yield observed;
    }
  }

  server(namespace: string, name: string): ObservedServer | undefined {
    return this.#reflector.store.get(`${namespace}/${name}`)?.observed;
  }

  #cache(object: KubernetesObject): CachedServer {
    const { metadata: { managedFields: _, ...metadata } = {}, ...rest } =
      object;
    const slim: UnstructuredObject = { ...rest, metadata };
    return { metadata, observed: observeServer(this.name, slim) };
  }

  #changed(change: {
    type: string;
    object: CachedServer;
    previous?: CachedServer;
  }): void {
    const { observed } = change.object;
    if (!observed) return;
    if (change.type === 'deleted')
      this.#options.onChange({ type: 'removed', previous: observed });
    else
      this.#options.onChange({
        type: 'server',
        current: observed,
        previous: change.previous?.observed,
      });
  }

  async #probeUntilStopped(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      this.#probeNow = new AbortController();
      this.#report(await this.#probe(signal));
      await sleep(
        this.#clock,
        this.#options.healthIntervalMilliseconds,
        AbortSignal.any([signal, this.#probeNow.signal]),
      );
    }
  }

  async #probe(signal: AbortSignal): Promise<ProbeOutcome> {
    try {
      await this.client.list(jupyterServers, {
        limit: 1,
        signal,
        deadlineMilliseconds: this.#options.healthTimeoutMilliseconds,
      });
      return { ok: true, synced: this.#reflector.hasSynced };
    } catch (error) {
      return { ok: false, error };
    }
  }

  #report(outcome: ProbeOutcome): void {
    if (this.#stopped.signal.aborted) return;
    const health = nextHealth(
      this.#health,
      outcome,
      new Date(this.#clock.now()),
    );
    if (health === this.#health) return;
    const returned =
      this.#health.state === 'unreachable' && health.state === 'reachable';
    this.#health = health;
    if (returned) {
      this.#watchInterruption.abort(new Error('The cluster answers again.'));
      this.#watchInterruption = new AbortController();
    }
    this.#options.onHealth(health);
    this.#options.onChange({ type: 'health', cluster: this.name });
  }

  #probeSoon(): void {
    this.#probeNow.abort();
  }
}
