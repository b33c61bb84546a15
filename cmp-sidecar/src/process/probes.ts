import { createServer, type Server } from 'node:http';
import type { SidecarMetrics } from './metrics';

/**
 * The HTTP endpoints for kubelet and Prometheus: `/livez`, `/readyz` and `/metrics`.
 *
 * @param isReady whether the socket is in its place and the process is not stopping
 */
export function createProbeServer(
  metrics: SidecarMetrics,
  isReady: () => boolean,
): Server {
  return createServer((request, response) => {
    const respond = (
      status: number,
      body: string,
      type = 'text/plain; charset=utf-8',
    ) => {
      response
        .writeHead(status, {
          'content-type': type,
          'x-content-type-options': 'nosniff',
        })
        .end(body);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      respond(405, 'method not allowed\n');
      return;
    }
    switch (request.url) {
      case '/livez':
        respond(200, 'ok\n');
        break;
      case '/readyz':
        if (isReady()) respond(200, 'ok\n');
        else respond(503, 'not ready\n');
        break;
      case '/metrics':
        metrics.registry.metrics().then(
          text => respond(200, text, metrics.registry.contentType),
          error =>
            respond(
              500,
              `${error instanceof Error ? error.message : String(error)}\n`,
            ),
        );
        break;
      default:
        respond(404, 'not found\n');
    }
  });
}
