import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

import { Registry } from 'prom-client';

import { Health, HealthReport } from './Health';

/** Serves `/healthz`, `/readyz` and `/metrics`. */
export class OperatorHttpServer {
  readonly #server: Server;

  constructor(
    private readonly health: Health,
    private readonly registry: Registry,
  ) {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      this.answer(path, response).catch(error => {
        response.statusCode = 500;
        response.end(`${error instanceof Error ? error.message : error}\n`);
      });
    });
  }

  /**
   * @param port - 0 for any free one
   * @returns the port
   * @throws when the port is in use
   */
  listen(port: number, host?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.removeListener('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>(resolve => this.#server.close(() => resolve()));
  }

  private async answer(path: string, response: ServerResponse): Promise<void> {
    switch (path) {
      case '/healthz':
      case '/livez':
        report(response, this.health.liveness());
        return;
      case '/readyz':
        report(response, this.health.readiness());
        return;
      case '/metrics':
        response.setHeader('content-type', this.registry.contentType);
        response.end(await this.registry.metrics());
        return;
      default:
        response.statusCode = 404;
        response.end('There is /healthz, /readyz and /metrics.\n');
    }
  }
}

function report(
  response: ServerResponse,
  { ok, problems }: HealthReport,
): void {
  response.statusCode = ok ? 200 : 503;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(ok ? 'ok\n' : `${problems.join('\n')}\n`);
}
