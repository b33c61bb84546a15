import { UpstreamError } from './UpstreamError';

/** How the end of a body is found. `close`: by the end of the connection. */
export type Framing = 'none' | 'length' | 'chunked' | 'close';

export interface ResponseHead {
  readonly status: number;
  readonly statusMessage: string;
  /** Names and values in turn, as received; names are tokens, values have no control character but tab. */
  readonly rawHeaders: readonly string[];
  readonly framing: Framing;
  /** Bytes of the body, with framing `length`; also what a HEAD answer announces. */
  readonly contentLength?: number;
  /** The connection may carry another request after this answer. */
  readonly isReusable: boolean;
}

// A control character, a CR without LF, an LF without CR. One pass over the head, before it is cut into lines.
// eslint-disable-next-line no-control-regex
const forbidden = /[^\t\r\n\x20-\x7e\x80-\xff]|\r(?!\n)|(?<!\r)\n/;
const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: (.*))?$/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const knownNames = new Map<
  string,
  'length' | 'coding' | 'connection' | 'other'
>();

/** Names repeat, so their check is remembered; bounded, because a server chooses them. */
function kindOfName(
  name: string,
): 'length' | 'coding' | 'connection' | 'other' | undefined {
  const known = knownNames.get(name);
  if (known) return known;
  if (!token.test(name)) return undefined;
  const lowerCase = name.toLowerCase();
  let kind: 'length' | 'coding' | 'connection' | 'other' = 'other';
  if (lowerCase === 'content-length') kind = 'length';
  else if (lowerCase === 'transfer-encoding') kind = 'coding';
  else if (lowerCase === 'connection') kind = 'connection';
  if (knownNames.size < 1_024) knownNames.set(name, kind);
  return kind;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function trimmed(text: string, from: number): string {
  let start = from;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * Parses an answer head, without its final empty line, as RFC 9112 has it and no other way: an answer whose length could
 * be read in two ways is refused, because a user controls the server that sent it.
 *
 * @param text - The head, one character per byte (latin1), lines separated by CRLF.
 * @param requestMethod - Decides with the status whether a body follows (RFC 9112, section 6.3).
 * @throws UpstreamError `malformed_head` or `ambiguous_framing`.
 */
export function parseResponseHead(
  text: string,
  requestMethod: string,
): ResponseHead {
  if (forbidden.test(text))
    throw new UpstreamError(
      'malformed_head',
      'The answer head has a character that no head may have.',
    );
  const lines = text.split('\r\n');
  const start = statusLine.exec(lines[0] ?? '');
  if (!start)
    throw new UpstreamError(
      'malformed_head',
      'The answer does not begin with a status line of HTTP/1.',
    );
  const isHttp11 = start[1] === '1';
  const status = Number(start[2]);
  const rawHeaders: string[] = [];
  let lengthText: string | undefined;
  let coding: string | undefined;
  let isClosing = false;

  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] as string;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const kind = kindOfName(name);
    if (!kind)
      throw new UpstreamError(
        'malformed_head',
        'A line of the answer head is no header.',
      );
    const value = trimmed(line, colon + 1);
    rawHeaders.push(name, value);
    if (kind === 'length') {
      if (lengthText !== undefined)
        throw new UpstreamError(
          'ambiguous_framing',
          'The answer has several Content-Length headers.',
        );
      lengthText = value;
    } else if (kind === 'coding') {
      if (coding !== undefined)
        throw new UpstreamError(
          'ambiguous_framing',
          'The answer has several Transfer-Encoding headers.',
        );
      coding = value;
    } else if (kind === 'connection') {
      isClosing ||= value
        .toLowerCase()
        .split(',')
        .some(option => option.trim() === 'close');
    }
  }

  const contentLength =
    lengthText === undefined ? undefined : parseLength(lengthText);
  if (coding !== undefined) {
    if (contentLength !== undefined)
      throw new UpstreamError(
        'ambiguous_framing',
        'The answer has both Content-Length and Transfer-Encoding.',
      );
    if (!isHttp11)
      throw new UpstreamError(
        'ambiguous_framing',
        'An HTTP/1.0 answer has a Transfer-Encoding.',
      );
    if (coding.toLowerCase() !== 'chunked')
      throw new UpstreamError(
        'ambiguous_framing',
        'The answer has a Transfer-Encoding other than chunked.',
      );
  }
  const framing = framingOf(
    status,
    requestMethod,
    contentLength,
    coding !== undefined,
  );
  return {
    status,
    statusMessage: start[3] ?? '',
    rawHeaders,
    framing,
    contentLength,
    isReusable: isHttp11 && !isClosing && framing !== 'close',
  };
}

function parseLength(text: string): number {
  const length = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(length))
    throw new UpstreamError(
      'ambiguous_framing',
      'The Content-Length of the answer is not a number of bytes.',
    );
  return length;
}

function framingOf(
  status: number,
  method: string,
  contentLength: number | undefined,
  isChunked: boolean,
): Framing {
  if (status < 200 || status === 204) {
    if (isChunked || (contentLength ?? 0) > 0)
      throw new UpstreamError(
        'ambiguous_framing',
        `An answer with status ${status} announces a body.`,
      );
    return 'none';
  }
  if (method === 'HEAD' || status === 304) return 'none';
  if (isChunked) return 'chunked';
  if (contentLength !== undefined)
    return contentLength === 0 ? 'none' : 'length';
  return 'close';
}
