import { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Page, renderPage } from '../pages';
import { Problem } from './Problem';

export interface AnswerExtras {
  readonly setCookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Close the connection afterwards, because the rest of what the client sends cannot be trusted or is not wanted. */
  readonly isLast?: boolean;
}

const finished = new WeakSet<Socket>();

/**
 * Whether the last answer on a connection was given. Node's parser may be ahead of it, with requests cut from bytes whose
 * meaning was in doubt: nobody may act on those.
 */
export function isFinished(socket: Socket): boolean {
  return finished.has(socket);
}

/** What every answer of the proxy itself carries: nobody stores it, frames it or guesses its type. */
const always: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export function answerPage(
  response: ServerResponse,
  page: Page,
  extras: AnswerExtras = {},
): void {
  const { html, contentSecurityPolicy } = renderPage(page);
  send(response, page.status, html, {
    ...extras,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy,
      // Forms must carry their origin, which `no-referrer` would turn into `null`.
      'Referrer-Policy': 'same-origin',
      ...extras.headers,
    },
  });
}

/** JSON as `{"code", "message"}`, the shape of every refusal that a script gets. */
export function answerJson(
  response: ServerResponse,
  problem: Pick<Problem, 'status' | 'code' | 'message'>,
  extras: AnswerExtras = {},
): void {
  const { code, message } = problem;
  answerData(response, problem.status, { code, message }, extras);
}

export function answerData(
  response: ServerResponse,
  status: number,
  data: unknown,
  extras: AnswerExtras = {},
): void {
  send(response, status, `${JSON.stringify(data)}\n`, {
    ...extras,
    headers: { 'Content-Type': 'application/json', ...extras.headers },
  });
}

/** A page for a navigation, JSON for everything else. */
export function answerProblem(
  response: ServerResponse,
  isPageWanted: boolean,
  problem: Problem,
  given: AnswerExtras = {},
): void {
  const extras = {
    ...given,
    headers: { ...problem.headers, ...given.headers },
  };
  if (isPageWanted) {
    const page = problem.page ?? {
      status: problem.status,
      title: problem.message,
      paragraphs: [],
      detail: problem.code,
    };
    answerPage(response, page, extras);
  } else {
    answerJson(response, problem, extras);
  }
}

/** A redirect that nobody remembers. `location` must have been checked. */
export function answerRedirect(
  response: ServerResponse,
  location: string,
  extras: AnswerExtras & { readonly status?: 302 | 303 | 308 } = {},
): void {
  send(response, extras.status ?? 302, '', {
    ...extras,
    headers: { Location: location, ...extras.headers },
  });
}

export function answerEmpty(
  response: ServerResponse,
  status: number,
  extras: AnswerExtras = {},
): void {
  send(response, status, '', extras);
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  extras: AnswerExtras,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers: Record<string, string | readonly string[]> = {
    ...always,
    ...extras.headers,
  };
  if (extras.setCookies && extras.setCookies.length > 0)
    headers['Set-Cookie'] = extras.setCookies;
  if (extras.isLast) {
    headers.Connection = 'close';
    const { socket } = response.req;
    // Gone already if the client left.
    if (socket) finished.add(socket);
  }
  if (status !== 204)
    headers['Content-Length'] = String(Buffer.byteLength(body));
  response.writeHead(status, headers as Record<string, string | string[]>);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
