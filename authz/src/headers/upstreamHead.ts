import { Identity } from '../gate/Identity';
import { RequestView } from '../gate/RequestView';
import { connectionTokens } from './connectionTokens';
import { foreignCookies } from './cookies';
import { forwardedFor } from './forwardedFor';
import { identityLines } from './identityValues';
import { requestDisposition } from './requestDisposition';

/** How the body of a request is framed. Read once by the request checks, written anew for the server. */
export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: string }
  | { readonly kind: 'chunked' };

export interface HeadInput {
  readonly view: RequestView;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  /** Value of the client's `Connection`, joined; undefined without one. */
  readonly connection?: string;
  readonly framing: BodyFraming;
  readonly isContinueExpected: boolean;
  readonly identity: Identity;
  /** Replaces the client's `Authorization`; undefined keeps the client's. */
  readonly authorization?: string;
  readonly isAuthorizationKept: boolean;
  /** `X-Forwarded-Proto` and `X-Forwarded-Host` as configuration or a trusted peer have it, each ended by CRLF. */
  readonly forwardedLines: string;
  readonly receivedForwardedFor?: string;
}

/**
 * Writes the request head for the server, one character per byte (latin1). Everything that says who asks, from where, and
 * how long the body is comes from us; the client's other headers follow as they are.
 */
export function upstreamHead(input: HeadInput): string {
  const { view, rawHeaders, framing } = input;
  const tokens =
    input.connection === undefined
      ? undefined
      : connectionTokens(input.connection);
  let head = `${view.method} ${input.target} HTTP/1.1\r\nHost: ${view.host}\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (
      requestDisposition(name) === 'pass' &&
      !tokens?.has(name.toLowerCase())
    ) {
      head += `${name}: ${rawHeaders[index + 1]}\r\n`;
    }
  }
  const cookie = view.cookie && foreignCookies(view.cookie);
  if (cookie) head += `Cookie: ${cookie}\r\n`;
  if (input.authorization !== undefined)
    head += `Authorization: ${input.authorization}\r\n`;
  else if (input.isAuthorizationKept && view.authorization !== undefined)
    head += `Authorization: ${view.authorization}\r\n`;
  if (framing.kind === 'length') head += `Content-Length: ${framing.bytes}\r\n`;
  else if (framing.kind === 'chunked') head += 'Transfer-Encoding: chunked\r\n';
  if (input.isContinueExpected) head += 'Expect: 100-continue\r\n';
  if (view.isWebSocket) head += 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
  const hops = forwardedFor(
    view.remoteAddress,
    view.isTrustedPeer,
    input.receivedForwardedFor,
  );
  return `${head}X-Forwarded-For: ${hops}\r\n${
    input.forwardedLines
  }${identityLines(input.identity)}\r\n`;
}
