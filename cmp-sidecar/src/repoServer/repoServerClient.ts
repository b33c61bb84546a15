import { createHash } from 'node:crypto';
import {
  connect as connectHttp2,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
} from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { once } from 'node:events';
import {
  decodeManifestResponse,
  encodeAppStreamRequest,
} from '../protocol/codec';
import type { AppStreamRequest } from '../protocol/messages';
import { firstMessage, frame } from './grpcFrames';

const service = '/plugin.ConfigManagementPluginService';
/** What repo-server sends at a time unless ARGOCD_CMP_CHUNK_SIZE says otherwise. */
const defaultChunkBytes = 1024;

/** What repo-server asks for. */
export interface GenerateRequest {
  readonly archive: Uint8Array;
  readonly appRelPath?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly checksum?: string;
  readonly chunkBytes?: number;
  /** `grpc-timeout`. */
  readonly timeoutMilliseconds?: number;
  readonly signal?: AbortSignal;
}

/** Messages of a request, as they are, or as they come. */
export type RequestMessages =
  | Iterable<AppStreamRequest | Buffer>
  | AsyncIterable<AppStreamRequest | Buffer>;

/** How a call ended, seen as grpc-go sees it. */
export interface CallResult {
  /** gRPC status code. */
  readonly code: number;
  readonly message: string;
  readonly body: Buffer;
  /** Whether the server took every message, so that repo-server goes on to read the status. */
  readonly sentEverything: boolean;
}

function asNumber(value: unknown): number {
  return typeof value === 'string' ? Number(value) : -1;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? decodeURIComponent(value) : '';
}

/**
 * Speaks to a plugin's socket as Argo CD's repo-server does, on the level of HTTP/2: a connection per call, the
 * percent-encoded path of the socket as authority, one message per chunk, half-close, then the status.
 */
export class RepoServerClient {
  constructor(private readonly socketPath: string) {}

  /** Calls a method with a stream of messages, as they are. */
  async stream(
    method: string,
    messages: RequestMessages,
    options: Pick<GenerateRequest, 'timeoutMilliseconds' | 'signal'> = {},
  ): Promise<CallResult> {
    const session = connectHttp2('http://localhost', {
      createConnection: () => connectSocket(this.socketPath),
    });
    try {
      // repo-server, too, waits for the connection before it calls.
      await once(session, 'connect');
      return await this.call(session, method, messages, options);
    } finally {
      session.on('error', () => undefined);
      session.destroy();
    }
  }

  /** CheckPluginConfiguration: what repo-server asks first, twice per generate. */
  check(): Promise<CallResult> {
    return this.stream('CheckPluginConfiguration', [Buffer.alloc(0)]);
  }

  /** A method that takes a repository. */
  send(method: string, request: GenerateRequest): Promise<CallResult> {
    return this.stream(method, requestMessages(request), request);
  }

  /**
   * Both calls of a generate, and its manifests.
   *
   * @throws Error with the plugin's message, as it would stand in the Application's conditions.
   */
  async generate(request: GenerateRequest): Promise<readonly string[]> {
    const result = await this.send('GenerateManifest', request);
    if (!result.sentEverything)
      throw new Error(
        'error sending tgz file to cmp-server: error sending stream: EOF',
      );
    if (result.code !== 0) throw new Error(result.message);
    return decodeManifestResponse(firstMessage(result.body) ?? Buffer.alloc(0));
  }

  private async call(
    session: ClientHttp2Session,
    method: string,
    messages: RequestMessages,
    {
      timeoutMilliseconds,
      signal,
    }: Pick<GenerateRequest, 'timeoutMilliseconds' | 'signal'>,
  ): Promise<CallResult> {
    const stream = session.request({
      [constants.HTTP2_HEADER_METHOD]: 'POST',
      [constants.HTTP2_HEADER_SCHEME]: 'http',
      [constants.HTTP2_HEADER_PATH]: method.startsWith('/')
        ? method
        : `${service}/${method}`,
      [constants.HTTP2_HEADER_AUTHORITY]: encodeURIComponent(this.socketPath),
      [constants.HTTP2_HEADER_CONTENT_TYPE]: 'application/grpc',
      [constants.HTTP2_HEADER_USER_AGENT]: 'grpc-go/1.81.1',
      [constants.HTTP2_HEADER_TE]: 'trailers',
      ...(timeoutMilliseconds === undefined
        ? {}
        : { 'grpc-timeout': `${timeoutMilliseconds}m` }),
    });
    signal?.addEventListener(
      'abort',
      () => stream.close(constants.NGHTTP2_CANCEL),
      { once: true },
    );
    return exchange(stream, messages);
  }
}

async function exchange(
  stream: ClientHttp2Stream,
  messages: RequestMessages,
): Promise<CallResult> {
  const chunks: Buffer[] = [];
  let headers: Record<string, unknown> = {};
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('response', received => {
    headers = { ...headers, ...received };
  });
  stream.on('trailers', received => {
    headers = { ...headers, ...received };
  });
  const closed = new Promise<void>(resolve => {
    stream.on('close', resolve);
  });
  stream.on('error', () => undefined);
  let sentEverything = true;
  for await (const message of messages) {
    // A status that arrives now is what makes grpc-go's next Send fail.
    if (stream.destroyed || headers['grpc-status'] !== undefined) {
      sentEverything = false;
      break;
    }
    if (
      !stream.write(
        frame(
          Buffer.isBuffer(message) ? message : encodeAppStreamRequest(message),
        ),
      )
    ) {
      await Promise.race([once(stream, 'drain'), closed]);
    }
  }
  if (sentEverything) stream.end();
  await closed;
  return {
    code: asNumber(headers['grpc-status']),
    message: asText(headers['grpc-message']),
    body: Buffer.concat(chunks),
    sentEverything,
  };
}

/** The messages of a request: the metadata, then the archive in pieces. */
export function* requestMessages(
  request: GenerateRequest,
): Generator<AppStreamRequest> {
  const {
    archive,
    appRelPath = '.',
    env = {},
    chunkBytes = defaultChunkBytes,
  } = request;
  yield {
    kind: 'metadata',
    metadata: {
      appName: appRelPath.split('/').pop() ?? '',
      appRelPath,
      checksum:
        request.checksum ?? createHash('sha256').update(archive).digest('hex'),
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
    },
  };
  for (let offset = 0; offset < archive.length; offset += chunkBytes) {
    yield {
      kind: 'file',
      chunk: archive.subarray(offset, offset + chunkBytes),
    };
  }
}
