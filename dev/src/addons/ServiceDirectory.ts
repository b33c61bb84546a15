import {
  objectKey,
  Reflector,
  resources,
  type KubeClient,
} from '@amalthea/kube';
import {
  serviceNameLabel,
  type EndpointSlice,
  type Service,
} from './serviceEndpoints';

/** The Services of the cluster and what is behind them, as they are now. */
export class ServiceDirectory {
  readonly #services: Reflector<Service>;
  readonly #slices: Reflector<EndpointSlice>;

  constructor(client: KubeClient, onError: (error: unknown) => void) {
    this.#services = new Reflector<Service>({
      client,
      resource: resources.services,
      onError,
    });
    this.#slices = new Reflector<EndpointSlice>({
      client,
      resource: resources.endpointSlices,
      indexes: {
        service: slice => [
          objectKey({
            namespace: slice.metadata?.namespace,
            name: slice.metadata?.labels?.[serviceNameLabel] ?? '',
          }),
        ],
      },
      onError,
    });
  }

  /** Resolves when both lists are complete. */
  async start(): Promise<void> {
    this.#services.start();
    this.#slices.start();
    await Promise.all([
      this.#services.waitForSync(),
      this.#slices.waitForSync(),
    ]);
  }

  service(namespace: string, name: string): Service | undefined {
    return this.#services.store.get(objectKey({ namespace, name }));
  }

  slices(namespace: string, service: string): readonly EndpointSlice[] {
    return this.#slices.store.byIndex(
      'service',
      objectKey({ namespace, name: service }),
    );
  }
}
