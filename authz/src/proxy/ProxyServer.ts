import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';
import { isRequestActivity } from '../activity';
import { answerProblem, answerRedirect, isFinished } from '../answers';
import { plainAddress } from '../config/cidr';
import { crossSiteProblem } from '../crosssite';
import { answerForwardAuth } from '../forwardauth';
import { Verdict, wantsPage } from '../gate';
import { Outcome } from '../internal/Counters';
import { CheckedRequest, checkRequest, CheckResult } from '../requestcheck';
import { closeWithAnswer, malformedAnswer } from './closeWithAnswer';
import { Forwarding } from './Forwarding';
import { route } from './route';
import { Services } from './Services';
import { openWebSocket } from './openWebSocket';
import { unauthenticated, verdictProblem } from './verdictProblem';

const malformedLingerMilliseconds = 1_000;

/** The port for people. Every request is checked, judged, and only then forwarded. */
export class ProxyServer {
  readonly server: Server;

  constructor(private readonly services: Services) {
    const { limits } = services.config.settings;
    this.server = createServer(
      {
        insecureHTTPParser: false,
        requireHostHeader: true,
        joinDuplicateHeaders: false,
        maxHeaderSize: limits.headBytes,
        headersTimeout: limits.headSeconds * 1000,
        // Uploads may take as long as they need; only heads are in a hurry.
        requestTimeout: 0,
        connectionsCheckingInterval: 2_000,
        keepAliveTimeout: limits.idleConnectionSeconds * 1000,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: 60_000,
        // Anything else stays an ordinary request: h2c and the like never open a tunnel. So does a question of Caddy's
        // `forward_auth`, which has the upgrade that it asks about in its own head.
        shouldUpgradeCallback: request =>
          request.headers.upgrade?.toLowerCase() === 'websocket' &&
          route(
            request.url?.split('?', 1)[0] ?? '',
            services.config.settings.basePath,
          ) !== 'forwardAuth',
      },
      (request, response) => this.onRequest(request, response),
    );
    this.server.maxConnections = limits.connections;
    // Node silently drops what is beyond this number, so allow one more than we accept, and refuse then.
    this.server.maxHeadersCount = limits.headers + 1;
    this.server.maxRequestsPerSocket = 0;
    this.server.timeout = 0;
    this.server.on(
      'checkContinue',
      (request: IncomingMessage, response: ServerResponse) =>
        this.onRequest(request, response),
    );
    this.server.on(
      'checkExpectation',
      (request: IncomingMessage, response: ServerResponse) =>
        this.onRequest(request, response),
    );
    this.server.on(
      'upgrade',
      (request: IncomingMessage, socket: Socket, head: Buffer) =>
        this.onUpgrade(request, socket, head),
    );
    this.server.on('connect', (_request: IncomingMessage, socket: Socket) => {
      services.counters.requests.refused += 1;
      closeWithAnswer(socket, {
        status: 405,
        code: 'method_not_allowed',
        message: 'This server opens no tunnels.',
      });
    });
    this.server.on(
      'clientError',
      (error: NodeJS.ErrnoException, socket: Socket) =>
        this.onClientError(error, socket),
    );
  }

  private onRequest(request: IncomingMessage, response: ServerResponse): void {
    if (isFinished(request.socket)) return;
    const startedAt = this.services.nowMilliseconds();
    const result = this.check(request);
    if (!result.ok) {
      answerProblem(response, false, result.refusal, { isLast: true });
      this.count(startedAt, request, response, 'refused', undefined);
      return;
    }
    try {
      this.handle(request, response, result.request, startedAt);
    } catch (error) {
      this.failed(response, error);
      this.count(startedAt, request, response, 'unavailable', result.request);
    }
  }

  private check(request: IncomingMessage): CheckResult {
    const address = plainAddress(request.socket.remoteAddress ?? '');
    const { derived, config } = this.services;
    return checkRequest(
      {
        method: request.method ?? '',
        target: request.url ?? '',
        httpVersion: request.httpVersion,
        rawHeaders: request.rawHeaders,
      },
      { address, isTrusted: derived.isTrustedPeer(address) },
      config.settings.limits.headers,
    );
  }

  private handle(
    request: IncomingMessage,
    response: ServerResponse,
    checked: CheckedRequest,
    startedAt: number,
  ): void {
    const { services } = this;
    const { view } = checked;
    const { basePath } = services.config.settings;
    const end = (outcome: Outcome) =>
      this.count(startedAt, request, response, outcome, checked);
    // Every connection that is refused with a body on the way ends: nobody will read the body.
    const isLast = checked.framing.kind !== 'none';
    switch (route(view.path, basePath)) {
      case 'outside':
        answerProblem(
          response,
          wantsPage(view),
          {
            status: 404,
            code: 'not_found',
            message: 'There is no server at this address.',
          },
          { isLast },
        );
        return end('not_found');
      case 'base':
        // Without a base path a request target is never empty.
        answerRedirect(
          response,
          `${basePath}/${view.query ? `?${view.query}` : ''}`,
          { isLast },
        );
        return end('own_page');
      case 'forwardAuth':
        answerForwardAuth(response, checked, services);
        return end('own_page');
      case 'own':
        if (checked.isContinueExpected) response.writeContinue();
        if (!services.gate.handle(request, response, view)) {
          answerProblem(
            response,
            wantsPage(view),
            {
              status: 404,
              code: 'not_found',
              message: 'There is no such page.',
            },
            { isLast },
          );
        }
        return end('own_page');
      default:
    }
    if (view.isWebSocket) {
      answerProblem(
        response,
        false,
        {
          status: 400,
          code: 'bad_upgrade',
          message: 'A WebSocket needs Connection: Upgrade.',
        },
        { isLast: true },
      );
      return end('refused');
    }
    const verdict = services.gate.judge(view);
    if (verdict instanceof Promise) {
      verdict
        .catch((error): Verdict => {
          services.log.error(
            { error: String(error) },
            'A request could not be judged.',
          );
          return {
            kind: 'unavailable',
            reason: 'The request could not be judged.',
          };
        })
        .then(settled => this.act(request, response, checked, settled, end))
        .catch(error => this.failed(response, error));
      return undefined;
    }
    return this.act(request, response, checked, verdict, end);
  }

  private act(
    request: IncomingMessage,
    response: ServerResponse,
    checked: CheckedRequest,
    verdict: Verdict,
    end: (outcome: Outcome) => void,
  ): void {
    const { services } = this;
    const { view } = checked;
    const { settings } = services.config;
    // The client left while its request was being judged.
    if (response.destroyed) return end('aborted');
    const isLast = checked.framing.kind !== 'none';
    if (verdict.kind === 'login' && wantsPage(view)) {
      answerRedirect(response, verdict.location, {
        setCookies: verdict.setCookies,
        isLast,
      });
      return end('login');
    }
    if (verdict.kind !== 'allow') {
      const problem =
        verdict.kind === 'login'
          ? unauthenticated('login_required')
          : verdictProblem(verdict, settings.basePath);
      answerProblem(response, wantsPage(view), problem, {
        isLast,
        setCookies:
          verdict.kind === 'unauthenticated' ? verdict.setCookies : undefined,
        headers:
          problem.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : undefined,
      });
      return end(verdict.kind === 'login' ? 'unauthenticated' : verdict.kind);
    }
    const foreign = crossSiteProblem(view, verdict.proof, settings);
    if (foreign) {
      answerProblem(
        response,
        wantsPage(view),
        { status: 403, ...foreign },
        { isLast },
      );
      return end('cross_site');
    }
    if (isRequestActivity(view, settings.basePath, settings.application))
      services.activity.request();
    const forwarding = new Forwarding(
      request,
      response,
      checked,
      verdict,
      services,
      isComplete => {
        if (isComplete) end('forwarded');
        else end(response.headersSent ? 'upstream_failed' : 'aborted');
      },
    );
    forwarding.start();
    return undefined;
  }

  private onUpgrade(
    request: IncomingMessage,
    socket: Socket,
    head: Buffer,
  ): void {
    // A socket without a listener would take the process down when the client resets it.
    socket.on('error', () => socket.destroy());
    if (isFinished(socket)) {
      socket.destroySoon();
      return;
    }
    const result = this.check(request);
    if (!result.ok) {
      this.services.counters.webSockets.refused += 1;
      closeWithAnswer(socket, result.refusal);
      return;
    }
    openWebSocket(request, socket, head, result.request, this.services).catch(
      error => {
        this.services.log.error(
          { error: String(error) },
          'A WebSocket could not be opened.',
        );
        socket.destroy();
      },
    );
  }

  private onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
    // Behind an answer that is under way, ours would be taken for that answer.
    const isAnswering =
      '_httpMessage' in socket && Boolean(socket._httpMessage);
    if (!socket.writable || error.code === 'ECONNRESET' || isAnswering) {
      socket.destroy();
      return;
    }
    this.services.counters.malformedRequests += 1;
    closeWithAnswer(
      socket,
      malformedAnswer(error.code),
      malformedLingerMilliseconds,
    );
  }

  private failed(response: ServerResponse, error: unknown): void {
    this.services.log.error(
      { error: error instanceof Error ? error.stack : String(error) },
      'A request failed inside the proxy.',
    );
    answerProblem(
      response,
      false,
      {
        status: 500,
        code: 'internal_error',
        message: 'The proxy made a mistake. Try again.',
      },
      { isLast: true },
    );
  }

  private count(
    startedAt: number,
    request: IncomingMessage,
    response: ServerResponse,
    outcome: Outcome,
    checked: CheckedRequest | undefined,
  ): void {
    const { counters, config, log, nowMilliseconds } = this.services;
    counters.requests[outcome] += 1;
    const milliseconds = nowMilliseconds() - startedAt;
    counters.requestDuration.observe(Math.max(0, milliseconds / 1000));
    if (!config.settings.log.access) return;
    log.info(
      {
        method: request.method,
        // Bounded, and without the query, which may hold a token or a code.
        path: checked?.view.path.slice(0, 512),
        status: response.statusCode,
        outcome,
        milliseconds,
        peer: checked?.view.remoteAddress,
      },
      'request',
    );
  }
}
