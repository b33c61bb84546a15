import { labels, labelValues } from '@amalthea/jupyterserver';
import {
  Change,
  KubeClient,
  KubernetesObject,
  ResourceRef,
  resources,
} from '@amalthea/kube';

import { LiveObject } from '../plan/observed/LiveObject';
import { EventView } from '../plan/observed/Observed';
import { PodView } from '../plan/observed/PodView';
import { isNews, isNewsOfEndpoints } from './isNews';
import {
  builtInChildren,
  jupyterServers,
  kindOf,
  optionalChildren,
} from './kinds';
import { parentNames, toLiveObject } from './liveObject';
import { Scope, ScopedReflectors } from './ScopedReflectors';
import { eventView, hasReadyEndpoint, podView, Viewed, viewing } from './views';

type Child = KubernetesObject & LiveObject;
type AboutEvent = EventView & { readonly about: string };

/** What the mirrors are made of, and whom they tell. */
export interface CachesOptions {
  readonly client: KubeClient;
  readonly scope: Scope;
  /** Kinds that patches may add. */
  readonly extraChildren: readonly ResourceRef[];
  /**
   * Something about a server changed.
   *
   * @param key - `namespace/name` of the server
   * @param change - what happened to the server or to an object that belongs to it
   * @param initial - whether it came with the first complete list
   */
  readonly onChange: (
    key: string,
    change: Change<KubernetesObject>,
    initial: boolean,
  ) => void;
  readonly onError: (error: unknown, resource: ResourceRef) => void;
  readonly onRecovered: (resource: ResourceRef) => void;
}

/** Events that say what no object says; each is one watch with few objects. */
const eventReasons = [
  'FailedCreate',
  'FailedMount',
  'FailedAttachVolume',
  'TriggeredScaleUp',
  'Pulling',
  'Pulled',
  'ProvisioningFailed',
] as const;

/** The API server keeps no watch cache of events and so sends no bookmarks: silence means nothing until the watch is to end. */
const eventIdleMilliseconds = 660_000;

const byServer = 'server';
const ours = `${labels.managedBy}=${labelValues.managedBy}`;

/** Mirrors of everything that decisions need. */
export class Caches {
  readonly #servers: ScopedReflectors<KubernetesObject>;
  readonly #children: readonly ScopedReflectors<Child>[];
  readonly #pods: ScopedReflectors<Viewed<PodView>>;
  readonly #endpoints: ScopedReflectors<Viewed<boolean>>;
  readonly #events: readonly ScopedReflectors<Viewed<AboutEvent>>[];

  constructor(private readonly options: CachesOptions) {
    const { client, scope, onError, onRecovered } = options;
    const shared = { client, scope, onError, onRecovered };
    const children = {
      ...shared,
      labelSelector: ours,
      indexes: { [byServer]: serverKeys },
    };
    this.#servers = new ScopedReflectors({
      ...shared,
      resource: jupyterServers,
      onChange: this.serverChanged,
    });
    this.#children = [...builtInChildren, ...options.extraChildren].map(
      resource =>
        new ScopedReflectors<Child>({
          ...children,
          resource,
          transform: toLiveObject,
          onChange: this.childChanged,
        }),
    );
    this.#pods = new ScopedReflectors<Viewed<PodView>>({
      ...children,
      resource: resources.pods,
      labelSelector: `${ours},${labels.mainPod}=${labelValues.mainPod}`,
      transform: viewing(podView),
      onChange: this.childChanged,
    });
    this.#endpoints = new ScopedReflectors<Viewed<boolean>>({
      ...children,
      resource: resources.endpointSlices,
      transform: viewing(hasReadyEndpoint),
      onChange: this.endpointsChanged,
    });
    this.#events = eventReasons.map(
      reason =>
        new ScopedReflectors<Viewed<AboutEvent>>({
          ...shared,
          resource: resources.coreEvents,
          fieldSelector: `reason=${reason}`,
          idleMilliseconds: eventIdleMilliseconds,
          indexes: { [byServer]: eventKeys },
          transform: viewing(eventView),
          onChange: this.eventChanged,
        }),
    );
  }

  /** Whether everything that must be known before the first decision is known. */
  get hasSynced(): boolean {
    return this.required().every(mirror => mirror.hasSynced);
  }

  /**
   * Milliseconds since each mirror last heard anything, by resource. One that was never filled is not in it:
   * it is waited for, which is not a fault of this process.
   */
  ages(): ReadonlyMap<string, number> {
    return new Map(
      this.required()
        .filter(mirror => mirror.hasSynced)
        .map(({ resource, ageMilliseconds }) => [
          resource.plural,
          ageMilliseconds,
        ]),
    );
  }

  /** What the operator waits for before it can start. */
  get unsynced(): readonly string[] {
    return this.required()
      .filter(mirror => !mirror.hasSynced)
      .map(({ resource }) => resource.plural);
  }

  get serverCount(): number {
    return this.#servers.size;
  }

  start(): void {
    for (const mirror of this.all()) {
      mirror.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.all().map(mirror => mirror.stop()));
  }

  async waitForSync(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.required().map(mirror => mirror.waitForSync(signal)),
    );
  }

  /** Keys of all servers. */
  serverKeys(): readonly string[] {
    return this.#servers.keys();
  }

  server(key: string): KubernetesObject | undefined {
    return this.#servers.get(key);
  }

  /** What carries the name of a server, or is owned by one of that name; some may be another's. */
  childrenOf(key: string): readonly Child[] {
    return this.#children.flatMap(mirror => mirror.byIndex(byServer, key));
  }

  podsOf(key: string): readonly Viewed<PodView>[] {
    return this.#pods.byIndex(byServer, key);
  }

  /** Whether the server's Service leads to a ready pod. */
  endpointReady(key: string): boolean {
    return this.#endpoints.byIndex(byServer, key).some(({ view }) => view);
  }

  eventsOf(key: string): readonly EventView[] {
    return this.#events.flatMap(mirror =>
      mirror.byIndex(byServer, key).map(({ view }) => view),
    );
  }

  private all() {
    return [
      this.#servers,
      ...this.#children,
      this.#pods,
      this.#endpoints,
      ...this.#events,
    ];
  }

  /** Events may be missing, and so may optional kinds: then less is explained, and nothing else changes. */
  private required() {
    return [
      this.#servers,
      ...this.#children.filter(
        ({ resource }) => !optionalChildren.has(kindOf(resource)),
      ),
      this.#pods,
      this.#endpoints,
    ];
  }

  private readonly serverChanged = (
    change: Change<KubernetesObject>,
    initial: boolean,
  ): void => {
    const { metadata } = change.object;
    this.options.onChange(
      `${metadata?.namespace}/${metadata?.name}`,
      change,
      initial,
    );
  };

  private readonly childChanged = (
    change: Change<KubernetesObject>,
    initial: boolean,
  ): void => {
    if (isNews(change)) {
      this.tell(change, initial);
    }
  };

  private readonly endpointsChanged = (
    change: Change<Viewed<boolean>>,
    initial: boolean,
  ): void => {
    if (isNewsOfEndpoints(change)) {
      this.tell(change, initial);
    }
  };

  private tell(change: Change<KubernetesObject>, initial: boolean): void {
    for (const key of serverKeys(change.object)) {
      this.options.onChange(key, change, initial);
    }
  }

  private readonly eventChanged = (
    change: Change<Viewed<AboutEvent>>,
    initial: boolean,
  ): void => {
    for (const key of change.type === 'deleted'
      ? []
      : eventKeys(change.object)) {
      if (this.#servers.get(key)) {
        this.options.onChange(key, change, initial);
      }
    }
  };
}

function serverKeys(object: KubernetesObject): readonly string[] {
  return parentNames(object).map(
    name => `${object.metadata?.namespace}/${name}`,
  );
}

/** An event names its object only: StatefulSet and claim are named as the server, the pod has an ordinal. */
function eventKeys(event: Viewed<AboutEvent>): readonly string[] {
  const { kind, about } = event.view;
  const name = kind === 'Pod' ? about.replace(/-0$/, '') : about;
  return [`${event.metadata?.namespace}/${name}`];
}
