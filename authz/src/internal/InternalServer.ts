import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { ActivityReport } from '../activity';
import { answerData, answerJson } from '../answers';
import { Readiness } from '../gate';
import { metricsContentType } from './metricsText';

export interface InternalServices {
  readonly readiness: () => Readiness & { readonly configProblem?: string };
  readonly activity: () => Promise<ActivityReport>;
  readonly isJupyterReady: () => Promise<boolean>;
  readonly metrics: () => string;
}

/** The port for kubelet, operator and Prometheus: health, activity, metrics. Nothing here is counted as activity. */
export class InternalServer {
  readonly server: Server;

  constructor(private readonly services: InternalServices) {
    this.server = createServer(
      {
        maxHeaderSize: 16_384,
        headersTimeout: 10_000,
        requestTimeout: 10_000,
        keepAliveTimeout: 75_000,
      },
      (request, response) => {
        this.answer(request, response).catch(() => {
          answerJson(
            response,
            {
              status: 500,
              code: 'internal_error',
              message: 'The question could not be answered.',
            },
            { isLast: true },
          );
        });
      },
    );
    this.server.maxConnections = 128;
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    request.resume();
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerJson(
        response,
        { status: 405, code: 'method_not_allowed', message: 'Use GET here.' },
        { headers: { Allow: 'GET, HEAD' }, isLast: true },
      );
      return;
    }
    switch (request.url?.split('?', 1)[0]) {
      case '/livez':
        answerData(response, 200, { status: 'alive' });
        return;
      case '/readyz': {
        const { ready, reason, configProblem } = this.services.readiness();
        answerData(response, ready ? 200 : 503, {
          ready,
          reason,
          configProblem,
        });
        return;
      }
      case '/jupyter/readyz': {
        const ready = await this.services.isJupyterReady();
        answerData(response, ready ? 200 : 503, { ready });
        return;
      }
      case '/activity':
        answerData(response, 200, await this.services.activity());
        return;
      case '/metrics': {
        const body = this.services.metrics();
        response.writeHead(200, {
          'Content-Type': metricsContentType,
          'Content-Length': Buffer.byteLength(body),
        });
        response.end(request.method === 'HEAD' ? undefined : body);
        return;
      }
      default:
        answerJson(response, {
          status: 404,
          code: 'not_found',
          message:
            'There are /livez, /readyz, /jupyter/readyz, /activity and /metrics.',
        });
    }
  }
}
