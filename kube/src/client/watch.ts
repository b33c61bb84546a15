import { KubeApiError, parseStatus } from '../api/KubeApiError';
import {
  KubeConnectionError,
  KubeError,
  KubeWatchError,
} from '../api/KubeError';
import { KubernetesObject } from '../api/KubernetesObject';
import { Clock } from '../clock/Clock';
import { splitLines } from '../transport/lines';
import { Transport } from '../transport/Transport';
import { WatchEvent } from './WatchEvent';

/** What to watch. */
export interface WatchRequest {
  readonly path: string;
  readonly query: Readonly<
    Record<string, string | number | boolean | undefined>
  >;
  readonly signal?: AbortSignal;
  /** A stream silent for longer counts as broken: half-open connections are not seen otherwise. */
  readonly idleMilliseconds: number;
}

/**
 * Opens a watch and yields its events until the server ends it.
 *
 * @throws KubeApiError for a refusal, in the answer's status or in the stream (410 among them);
 *   KubeWatchError for a broken line; KubeConnectionError for a broken or silent connection
 */
export async function* watchEvents<T extends KubernetesObject>(
  transport: Transport,
  clock: Clock,
  request: WatchRequest,
): AsyncGenerator<WatchEvent<T>, void, undefined> {
  const controller = new AbortController();
  const { signal, idleMilliseconds, path } = request;
  const abort = () => controller.abort(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort, { once: true });

  const silent = new KubeConnectionError(
    `The watch of ${path} was silent for ${Math.round(
      idleMilliseconds / 1000,
    )} s.`,
    'maybe',
  );
  let lastBytesAt = clock.monotonicMilliseconds();
  let cancelIdle = () => {};
  // One timer that looks at the time of the last bytes: cheaper than a new timer for each chunk.
  const watchIdle = (milliseconds: number) => {
    cancelIdle = clock.schedule(milliseconds, () => {
      const left =
        lastBytesAt + idleMilliseconds - clock.monotonicMilliseconds();
      if (left <= 0) {
        controller.abort(silent);
      } else {
        watchIdle(left);
      }
    });
  };
  watchIdle(idleMilliseconds);

  async function* received(body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) {
      lastBytesAt = clock.monotonicMilliseconds();
      yield chunk;
    }
  }

  try {
    const body = await transport.open({
      method: 'GET',
      path,
      query: { ...request.query, watch: true },
      repeatable: true,
      signal: controller.signal,
    });
    for await (const line of splitLines(received(body))) {
      yield parseEvent<T>(line, path);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (controller.signal.reason === silent) {
      throw silent;
    }
    if (error instanceof KubeError) {
      throw error;
    }
    throw new KubeConnectionError(
      `The watch of ${path} broke: ${
        error instanceof Error ? error.message : error
      }`,
      'maybe',
      { cause: error },
    );
  } finally {
    cancelIdle();
    signal?.removeEventListener('abort', abort);
    controller.abort();
  }
}

function parseEvent<T extends KubernetesObject>(
  line: string,
  path: string,
): WatchEvent<T> {
  let event: { type?: unknown; object?: unknown };
  try {
    event = JSON.parse(line);
  } catch (error) {
    throw new KubeWatchError(
      `The watch of ${path} sent a line that is not JSON.`,
      { cause: error },
    );
  }
  const { type, object } = event;
  if (typeof object === 'object' && object !== null) {
    switch (type) {
      case 'ADDED':
      case 'MODIFIED':
      case 'DELETED':
        return { type, object: object as T };
      case 'BOOKMARK':
        return { type, object };
      case 'ERROR':
        throw streamError(object, path);
      default:
    }
  }
  throw new KubeWatchError(
    `The watch of ${path} sent an event of unknown type "${String(type)}".`,
  );
}

function streamError(object: object, path: string): KubeApiError {
  const status = parseStatus(object);
  const code =
    'code' in object && typeof object.code === 'number' ? object.code : 500;
  return new KubeApiError(
    {
      method: 'GET',
      path,
      status: code,
      reason: status.reason ?? 'Unknown',
      causes: status.causes,
    },
    status.message ?? 'the watch ended with an error',
  );
}
