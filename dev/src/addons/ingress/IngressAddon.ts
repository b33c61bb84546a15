import { rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import {
  objectKey,
  parseObjectKey,
  Reflector,
  resources,
  type KubeClient,
} from '@amalthea/kube';
import { KeyedWorker } from '../KeyedWorker';
import type { ServiceDirectory } from '../ServiceDirectory';
import { upstreamHeader } from './caddyConfig';
import { routeRequest, type Ingress } from './ingressRoute';

export interface IngressAddonOptions {
  readonly client: KubeClient;
  readonly services: ServiceDirectory;
  /** Unix socket on which Caddy asks where a request goes. */
  readonly socket: string;
  readonly onError: (error: unknown) => void;
}

/** Tells Caddy where each request goes, and each Ingress that it is served. */
export class IngressAddon {
  readonly #options: IngressAddonOptions;
  readonly #ingresses: Reflector<Ingress>;
  readonly #worker: KeyedWorker;
  readonly #server: Server;

  constructor(options: IngressAddonOptions) {
    this.#options = options;
    const { client, onError } = options;
    this.#worker = new KeyedWorker({
      concurrency: 4,
      work: key => this.publishStatus(key),
      onError,
    });
    this.#ingresses = new Reflector<Ingress>({
      client,
      resource: resources.ingresses,
      onChange: ({ object }) => this.#worker.add(objectKey(object)),
      onError,
    });
    this.#server = createServer((request, response) =>
      this.answer(request, response),
    );
  }

  async start(): Promise<void> {
    this.#ingresses.start();
    await this.#ingresses.waitForSync();
    // One that a killed predecessor has left cannot be listened on.
    await rm(this.#options.socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.socket, resolve);
    });
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const host =
      header(request, 'x-forwarded-host') ?? request.headers.host ?? '';
    const uri = header(request, 'x-forwarded-uri') ?? '/';
    const { services } = this.#options;
    const route = routeRequest(host, uri.split('?')[0], {
      ingresses: () => this.#ingresses.store.list(),
      service: (namespace, name) => services.service(namespace, name),
      slices: (namespace, service) => services.slices(namespace, service),
    });
    switch (route.kind) {
      case 'endpoint':
        response.writeHead(200, { [upstreamHeader]: route.address }).end();
        break;
      case 'unavailable':
        response
          .writeHead(503, {
            'content-type': 'text/plain; charset=utf-8',
            'retry-after': '1',
          })
          .end(`Nothing is ready behind the Service ${route.service}.\n`);
        break;
      default:
        response
          .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
          .end('No Ingress of the local cluster is for this host and path.\n');
    }
  }

  private async publishStatus(key: string): Promise<void> {
    const ingress = this.#ingresses.store.get(key);
    if (!ingress || ingress.status?.loadBalancer?.ingress?.length) return;
    const body = {
      status: { loadBalancer: { ingress: [{ hostname: 'localhost' }] } },
    };
    await this.#options.client.patch(
      resources.ingresses,
      parseObjectKey(key),
      { type: 'merge', body },
      { subresource: 'status' },
    );
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
