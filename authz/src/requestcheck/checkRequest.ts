import { BodyFraming } from '../headers/upstreamHead';
import { CheckResult, Refusal } from './CheckedRequest';
import { checkTarget } from './checkTarget';

/** What Node's parser hands over of a request. */
export interface ParsedRequest {
  readonly method: string;
  readonly target: string;
  readonly httpVersion: string;
  /** Names and values in turn, with repetitions. */
  readonly rawHeaders: readonly string[];
}

export interface Peer {
  readonly address: string;
  readonly isTrusted: boolean;
}

/** Headers that have one value or are an attack; repetitions of others are joined or passed on. */
type Single =
  | 'host'
  | 'authorization'
  | 'origin'
  | 'referer'
  | 'content-length'
  | 'content-type'
  | 'transfer-encoding'
  | 'upgrade'
  | 'expect'
  | 'sec-fetch-site'
  | 'sec-fetch-mode'
  | 'sec-fetch-dest'
  | 'sec-websocket-key'
  | 'sec-websocket-version'
  | 'x-requested-with'
  | 'x-xsrftoken'
  | 'x-forwarded-proto'
  | 'x-forwarded-host'
  | 'x-forwarded-method'
  | 'x-forwarded-uri'
  | 'x-original-method'
  | 'x-original-url'
  | 'x-original-uri'
  | 'x-envoy-original-path';

const singles: ReadonlySet<string> = new Set<Single>([
  'host',
  'authorization',
  'origin',
  'referer',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'expect',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-fetch-dest',
  'sec-websocket-key',
  'sec-websocket-version',
  'x-requested-with',
  'x-xsrftoken',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-method',
  'x-forwarded-uri',
  'x-original-method',
  'x-original-url',
  'x-original-uri',
  'x-envoy-original-path',
]);
const joined: Readonly<Record<string, string>> = {
  cookie: '; ',
  connection: ', ',
  accept: ', ',
  'x-forwarded-for': ', ',
};

/** CONNECT opens tunnels; TRACE would show what we add to a request. */
const forbiddenMethods: ReadonlySet<string> = new Set([
  'CONNECT',
  'TRACE',
  'TRACK',
]);

const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

const interesting = new Map<string, string | undefined>();

/** The lower-case name of a header that a decision looks at, else undefined. Remembered, bounded: clients choose names. */
function interestingName(name: string): string | undefined {
  if (interesting.has(name)) return interesting.get(name);
  const lowerCase = name.toLowerCase();
  const found =
    singles.has(lowerCase) || Object.hasOwn(joined, lowerCase)
      ? lowerCase
      : undefined;
  if (interesting.size < 1_024) interesting.set(name, found);
  return found;
}

/**
 * Refuses what could be understood in two ways although Node's strict parser lets it pass, and picks out the headers that
 * decisions look at. Works on `rawHeaders`, because `headers` hides repetitions.
 */
export function checkRequest(
  request: ParsedRequest,
  peer: Peer,
  maximumHeaders: number,
): CheckResult {
  const { rawHeaders, httpVersion, method, target } = request;
  if (httpVersion !== '1.1' && httpVersion !== '1.0')
    return refused(505, 'bad_version', 'This server speaks HTTP/1.1.');
  if (rawHeaders.length > maximumHeaders * 2)
    return refused(
      431,
      'too_many_headers',
      `A request may have ${maximumHeaders} headers.`,
    );
  if (forbiddenMethods.has(method))
    return refused(
      405,
      'method_not_allowed',
      `This server does not answer ${method}.`,
    );
  const badTarget = checkTarget(target);
  if (badTarget) return { ok: false, refusal: badTarget };

  const found: Partial<Record<string, string>> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = interestingName(rawHeaders[index] as string);
    if (name === undefined) continue;
    const value = rawHeaders[index + 1] as string;
    const before = found[name];
    if (before === undefined) found[name] = value;
    else if (singles.has(name))
      return refused(
        400,
        'repeated_header',
        `The header ${name} may come only once.`,
      );
    else found[name] = before + (joined[name] ?? ', ') + value;
  }

  const { host } = found;
  if (host === undefined || !hostPattern.test(host))
    return refused(
      400,
      'bad_host',
      'The request needs one Host header that names a host.',
    );
  const framing = framingOf(
    found['content-length'],
    found['transfer-encoding'],
    httpVersion,
  );
  if ('refusal' in framing) return { ok: false, refusal: framing.refusal };
  const { expect } = found;
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    return refused(
      417,
      'bad_expectation',
      'The only expectation that can be met is 100-continue.',
    );

  const isWebSocket = found.upgrade?.toLowerCase() === 'websocket';
  if (isWebSocket) {
    const problem = webSocketProblem(method, httpVersion, framing, found);
    if (problem) return refused(400, 'bad_upgrade', problem);
  }
  const mark = target.indexOf('?');
  return {
    ok: true,
    request: {
      view: {
        method,
        target,
        path: mark < 0 ? target : target.slice(0, mark),
        query: mark < 0 ? '' : target.slice(mark + 1),
        host,
        cookie: found.cookie ?? '',
        authorization: found.authorization,
        origin: found.origin,
        referer: found.referer,
        accept: found.accept,
        contentType: found['content-type'],
        secFetchSite: found['sec-fetch-site'],
        secFetchMode: found['sec-fetch-mode'],
        secFetchDest: found['sec-fetch-dest'],
        xRequestedWith: found['x-requested-with'],
        xsrfToken: found['x-xsrftoken'],
        isWebSocket,
        remoteAddress: peer.address,
        isTrustedPeer: peer.isTrusted,
      },
      framing,
      connection: found.connection,
      isContinueExpected: expect !== undefined && framing.kind !== 'none',
      forwardedFor: found['x-forwarded-for'],
      forwardedProto: found['x-forwarded-proto'],
      forwardedHost: found['x-forwarded-host'],
      forwardedMethod: found['x-forwarded-method'],
      forwardedUri: found['x-forwarded-uri'],
      originalMethod: found['x-original-method'],
      originalUrl: found['x-original-url'],
      originalUri: found['x-original-uri'],
      envoyOriginalPath: found['x-envoy-original-path'],
    },
  };
}

function framingOf(
  length: string | undefined,
  coding: string | undefined,
  httpVersion: string,
): BodyFraming | { readonly refusal: Refusal } {
  if (coding !== undefined) {
    if (length !== undefined || httpVersion !== '1.1')
      return {
        refusal: badFraming(400, 'The length of the body is ambiguous.'),
      };
    if (coding.toLowerCase() !== 'chunked')
      return {
        refusal: badFraming(501, 'The only transfer coding is chunked.'),
      };
    return { kind: 'chunked' };
  }
  if (length === undefined) return { kind: 'none' };
  if (!/^\d{1,16}$/.test(length) || !Number.isSafeInteger(Number(length)))
    return {
      refusal: badFraming(400, 'Content-Length is not a number of bytes.'),
    };
  return { kind: 'length', bytes: String(Number(length)) };
}

function webSocketProblem(
  method: string,
  httpVersion: string,
  framing: BodyFraming,
  found: Partial<Record<string, string>>,
): string | undefined {
  if (method !== 'GET' || httpVersion !== '1.1')
    return 'A WebSocket is opened with GET and HTTP/1.1.';
  if (
    framing.kind === 'chunked' ||
    (framing.kind === 'length' && framing.bytes !== '0')
  )
    return 'A WebSocket is opened without a body.';
  if (found['sec-websocket-version'] !== '13')
    return 'The version of the WebSocket protocol must be 13.';
  if (!/^[+/0-9A-Za-z]{22}==$/.test(found['sec-websocket-key'] ?? ''))
    return 'Sec-WebSocket-Key must be 16 bytes in base64.';
  return undefined;
}

function refused(
  status: Refusal['status'],
  code: string,
  message: string,
): CheckResult {
  return { ok: false, refusal: { status, code, message } };
}

function badFraming(status: Refusal['status'], message: string): Refusal {
  return { status, code: 'bad_framing', message };
}
