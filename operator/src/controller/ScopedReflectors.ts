import {
  IndexFunction,
  KubeClient,
  KubernetesObject,
  Reflector,
  ReflectorOptions,
  ResourceRef,
} from '@amalthea/kube';

/** The namespaces whose servers are run; `undefined` means all. */
export type Scope = readonly string[] | undefined;

/** What a mirror of one resource is made of. */
export interface MirrorOptions<T extends KubernetesObject>
  extends Pick<
    ReflectorOptions<T>,
    | 'labelSelector'
    | 'fieldSelector'
    | 'transform'
    | 'onChange'
    | 'idleMilliseconds'
  > {
  readonly client: KubeClient;
  readonly resource: ResourceRef;
  readonly scope: Scope;
  readonly indexes?: Readonly<Record<string, IndexFunction<T>>>;
  readonly onError: (error: unknown, resource: ResourceRef) => void;
  /** The mirror hears from the API server again after errors. */
  readonly onRecovered: (resource: ResourceRef) => void;
}

/** The objects of one resource in all served namespaces: one reflector for all, or one for each. */
export class ScopedReflectors<T extends KubernetesObject> {
  readonly resource: ResourceRef;
  readonly #reflectors: readonly Reflector<T>[];

  constructor(options: MirrorOptions<T>) {
    const { scope, onError, onRecovered, ...shared } = options;
    this.resource = options.resource;
    this.#reflectors = (scope ?? [undefined]).map(
      namespace =>
        new Reflector<T>({
          ...shared,
          namespace,
          onError: error => onError(error, options.resource),
          onRecovered: () => onRecovered(options.resource),
        }),
    );
  }

  get hasSynced(): boolean {
    return this.#reflectors.every(reflector => reflector.hasSynced);
  }

  /** Age of the reflector that has heard nothing for longest. */
  get ageMilliseconds(): number {
    return Math.max(
      ...this.#reflectors.map(reflector => reflector.ageMilliseconds),
    );
  }

  start(): void {
    for (const reflector of this.#reflectors) {
      reflector.start();
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#reflectors.map(reflector => reflector.stop()));
  }

  async waitForSync(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#reflectors.map(reflector => reflector.waitForSync(signal)),
    );
  }

  get(key: string): T | undefined {
    for (const { store } of this.#reflectors) {
      const object = store.get(key);
      if (object) {
        return object;
      }
    }
    return undefined;
  }

  byIndex(index: string, value: string): readonly T[] {
    const [only] = this.#reflectors;
    return this.#reflectors.length === 1
      ? only.store.byIndex(index, value)
      : this.#reflectors.flatMap(({ store }) => store.byIndex(index, value));
  }

  /** Keys of all objects. */
  keys(): readonly string[] {
    return this.#reflectors.flatMap(({ store }) =>
      [...store.list()].map(
        ({ metadata }) => `${metadata?.namespace}/${metadata?.name}`,
      ),
    );
  }

  get size(): number {
    return this.#reflectors.reduce((sum, { store }) => sum + store.size, 0);
  }
}
