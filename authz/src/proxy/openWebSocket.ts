import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { isSocketActivity } from '../activity';
import { crossSiteProblem } from '../crosssite';
import { Verdict } from '../gate';
import { clientHeaders, upstreamHead } from '../headers';
import { Outcome } from '../internal/Counters';
import { CheckedRequest } from '../requestcheck';
import { ResponseHead } from '../upstream';
import { Tunnel } from '../websocket';
import { closeWithAnswer } from './closeWithAnswer';
import { headInput } from './headInput';
import { route } from './route';
import { Services } from './Services';
import { upstreamProblem } from './upstreamPages';
import { unauthenticated, verdictProblem } from './verdictProblem';

type Allowed = Extract<Verdict, { kind: 'allow' }>;

const handshakeMilliseconds = 30_000;
/** Node's timers hold no more; a session that lasts longer is looked at again then. */
const longestTimer = 2 ** 31 - 1;

/** Judges an upgrade and, if it may pass, opens the tunnel. `socket` has an error listener already. */
export async function openWebSocket(
  request: IncomingMessage,
  socket: Socket,
  clientBytes: Buffer,
  checked: CheckedRequest,
  services: Services,
): Promise<void> {
  const { view } = checked;
  const { settings } = services.config;
  const count = (outcome: Outcome) => {
    services.counters.webSockets[outcome] += 1;
  };
  if (route(view.path, settings.basePath) !== 'server') {
    count('not_found');
    closeWithAnswer(socket, {
      status: 404,
      code: 'not_found',
      message: 'There is no WebSocket at this address.',
    });
    return;
  }
  // Nothing is read meanwhile: what the client sends waits in the kernel.
  socket.pause();
  let verdict: Verdict;
  try {
    verdict = await services.gate.judge(view);
  } catch (error) {
    services.log.error(
      { error: String(error) },
      'A WebSocket could not be judged.',
    );
    verdict = {
      kind: 'unavailable',
      reason: 'The request could not be judged.',
    };
  }
  if (socket.destroyed) return;
  if (verdict.kind !== 'allow') {
    count(verdict.kind === 'login' ? 'unauthenticated' : verdict.kind);
    closeWithAnswer(
      socket,
      verdict.kind === 'login'
        ? unauthenticated('login_required')
        : verdictProblem(verdict, settings.basePath),
    );
    return;
  }
  const foreign = crossSiteProblem(view, verdict.proof, settings);
  if (foreign) {
    count('cross_site');
    closeWithAnswer(socket, { status: 403, ...foreign });
    return;
  }
  openTunnel(request, socket, clientBytes, checked, verdict, services, count);
}

function openTunnel(
  request: IncomingMessage,
  socket: Socket,
  clientBytes: Buffer,
  checked: CheckedRequest,
  verdict: Allowed,
  services: Services,
  count: (outcome: Outcome) => void,
): void {
  const { settings } = services.config;
  const { limits } = settings;
  const { path } = checked.view;
  let forget: () => void = () => {};
  let expiry: NodeJS.Timeout | undefined;
  let isOpen = false;
  const tunnel = new Tunnel({
    client: socket,
    clientBytes,
    host: services.derived.upstreamHost,
    port: services.derived.upstreamPort,
    head: upstreamHead(
      headInput(checked, request.rawHeaders, verdict, services),
    ),
    key: request.headers['sec-websocket-key'] ?? '',
    connectMilliseconds: limits.upstreamConnectSeconds * 1000,
    handshakeMilliseconds,
    maximumHeadBytes: limits.upstreamHeadBytes,
    onMessage: isSocketActivity(path, settings.basePath, settings.application)
      ? () => services.activity.message()
      : undefined,
    graceMilliseconds: settings.activity.graceSeconds * 1000,
    nowMilliseconds: services.nowMilliseconds,
    onOpen: head => {
      isOpen = true;
      count('forwarded');
      services.activity.openSockets += 1;
      return openedHead(head, verdict, settings.basePath);
    },
    onRefused: head => {
      count('upstream_failed');
      const status = head.status >= 400 ? head.status : 502;
      closeWithAnswer(socket, {
        status,
        code: 'upstream_refused',
        message: 'The server refused the WebSocket.',
      });
    },
    onFailure: error => {
      count('upstream_failed');
      services.log.info({ code: error.code, path }, error.message);
      closeWithAnswer(socket, upstreamProblem(error, services.wasUpstreamSeen));
    },
    onClosed: () => {
      forget();
      clearTimeout(expiry);
      if (isOpen) services.activity.openSockets -= 1;
    },
  });
  let bytesSeen = 0;
  let lastUsedAt: number | undefined;
  const closable = {
    destroy: () => {
      services.counters.sessionSocketsClosed += 1;
      tunnel.destroy();
    },
    // Noticed when the gate looks, so that no byte on its way pays for it.
    get lastUsedAtMilliseconds() {
      if (socket.bytesRead !== bytesSeen) {
        bytesSeen = socket.bytesRead;
        lastUsedAt = services.nowMilliseconds();
      }
      return lastUsedAt;
    },
  };
  if (verdict.sessionId !== undefined)
    forget = services.sockets.add(verdict.sessionId, closable);
  const { expiresAtSeconds } = verdict;
  if (expiresAtSeconds !== undefined) {
    const closeWhenDue = (): void => {
      const left = expiresAtSeconds * 1000 - services.nowMilliseconds();
      if (left <= 0) closable.destroy();
      else
        expiry = setTimeout(closeWhenDue, Math.min(left, longestTimer)).unref();
    };
    closeWhenDue();
  }
}

function openedHead(
  head: ResponseHead,
  verdict: Allowed,
  basePath: string,
): string {
  const { headers } = clientHeaders(head.rawHeaders, basePath);
  let lines =
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n';
  for (let index = 0; index < headers.length; index += 2)
    lines += `${headers[index]}: ${headers[index + 1]}\r\n`;
  for (const cookie of verdict.setCookies ?? [])
    lines += `Set-Cookie: ${cookie}\r\n`;
  return `${lines}\r\n`;
}
