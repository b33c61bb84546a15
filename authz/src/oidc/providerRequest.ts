import { IncomingMessage, request as httpRequest } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { ProviderHeaders } from './ProviderHeaders';

/** What is asked of the provider. */
export interface ProviderRequest {
  /** `GET` unless given. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The head of an answer, with its body still on the way. */
export interface IncomingAnswer {
  readonly status: number;
  readonly headers: ProviderHeaders;
  /** Decompressed. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Asks once, over http or https; redirects are answers like all others. Rejects with what Node.js, or the signal, says. */
export async function providerRequest(
  url: string,
  { method = 'GET', headers, body, signal }: ProviderRequest,
): Promise<IncomingAnswer> {
  const text = bodyText(body);
  const target = new URL(url);
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = requestOf(target.protocol)(
      target,
      {
        method,
        signal,
        headers: {
          // Answers are small, and the decompressor is not: it is loaded only for those who compress unasked.
          'accept-encoding': 'identity',
          ...headers,
          ...(text !== undefined && {
            'content-length': Buffer.byteLength(text),
          }),
        },
      },
      resolve,
    );
    outgoing.on('error', error => {
      reject(signal?.aborted ? signal.reason : error);
    });
    outgoing.end(text);
  });
  return {
    status: message.statusCode ?? 0,
    headers: headersOf(message.rawHeaders),
    body: decompressed(message),
  };
}

function bodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof URLSearchParams)
    return String(body);
  throw new TypeError('A request to the provider carries text or nothing.');
}

/** TLS costs memory even before the first connection, so that it is loaded only where there is one. */
function requestOf(protocol: string): typeof httpRequest {
  return protocol === 'https:'
    ? process.getBuiltinModule('node:https').request
    : httpRequest;
}

function headersOf(rawHeaders: readonly string[]): ProviderHeaders {
  const headers = new ProviderHeaders();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    headers.append(
      rawHeaders[index] as string,
      rawHeaders[index + 1] as string,
    );
  return headers;
}

function decompressed(message: IncomingMessage): Readable {
  const coding = message.headers['content-encoding']?.trim().toLowerCase();
  if (coding === undefined || coding === '' || coding === 'identity')
    return message;
  // Whoever reads the one sees the errors of both.
  return pipeline(message, decompressor(coding), () => {});
}

function decompressor(coding: string): Duplex {
  const zlib = process.getBuiltinModule('node:zlib');
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return zlib.createInflate();
    case 'br':
      return zlib.createBrotliDecompress();
    default:
      throw Object.assign(new Error(`Content-Encoding: ${coding}`), {
        code: 'UNKNOWN_CONTENT_ENCODING',
      });
  }
}
