import { Dispatcher } from 'undici';

import { KubeApiError } from '../api/KubeApiError';
import { KubeConnectionError, KubeDeadlineError } from '../api/KubeError';
import { Clock } from '../clock/Clock';
import { sleep } from '../clock/sleep';
import { ClientMetrics } from '../metrics/ClientMetrics';
import { Connection, ConnectionSource } from './ConnectionSource';
import { DispatcherPool } from './DispatcherPool';
import { RetryPolicy, retryDelayMilliseconds } from './retry';

/** One request to the API server. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<
    Record<string, string | number | boolean | undefined>
  >;
  /** Sent as it is. */
  readonly body?: string;
  readonly contentType?: string;
  readonly accept?: string;
  /** Whether carrying it out twice is the same as once: such a request is sent again after a failure. */
  readonly repeatable: boolean;
  /** For all attempts together, until the whole answer is here. */
  readonly deadlineMilliseconds: number;
  readonly signal?: AbortSignal;
  /** Called before each attempt; what it throws stops the request. Fences writes after a lost lease. */
  readonly beforeAttempt?: () => void;
}

/** A successful answer. */
export interface TransportResponse {
  readonly status: number;
  readonly text: string;
  readonly warnings: readonly string[];
}

/** What a transport is made of. */
export interface TransportOptions {
  readonly source: ConnectionSource;
  readonly pool: DispatcherPool;
  readonly clock: Clock;
  readonly random: () => number;
  readonly retry: RetryPolicy;
  readonly metrics: ClientMetrics;
  readonly userAgent: string;
  /** How long credentials are used before they are read again. */
  readonly credentialsMilliseconds: number;
}

type Body = Dispatcher.ResponseData['body'];

/** Sends requests over pooled sockets, with a deadline, retries and fresh credentials. */
export class Transport {
  #connection: Promise<Connection> | undefined;
  #connectedAt = 0;

  constructor(private readonly options: TransportOptions) {}

  /**
   * Sends a request and reads the answer.
   *
   * @throws KubeApiError, KubeConnectionError, KubeDeadlineError, KubeConfigError, or the signal's reason
   */
  async send(request: TransportRequest): Promise<TransportResponse> {
    const { clock, retry, random, metrics } = this.options;
    const deadline =
      clock.monotonicMilliseconds() + request.deadlineMilliseconds;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(request, deadline, attempt);
      } catch (error) {
        request.signal?.throwIfAborted();
        if (isUnauthorized(error) && attempt === 1) {
          // The token may have been rotated a moment ago: read it again, once.
          this.#connection = undefined;
          continue;
        }
        const delay = retryDelayMilliseconds(
          error,
          attempt,
          request.repeatable,
          retry,
          random,
        );
        if (
          delay === undefined ||
          clock.monotonicMilliseconds() + delay >= deadline
        ) {
          throw error;
        }
        metrics.requestRetried({
          method: request.method,
          host: await this.host(),
          code: codeOf(error),
        });
        await sleep(clock, delay, request.signal);
        request.signal?.throwIfAborted();
      }
    }
  }

  /**
   * Opens a stream that ends only when the server, or `signal`, ends it. Not retried.
   *
   * @throws as {@link Transport.send}
   */
  async open(
    request: Omit<TransportRequest, 'body' | 'deadlineMilliseconds'> & {
      signal: AbortSignal;
    },
  ): Promise<Body> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { response } = await this.dispatch(
          request,
          request.signal,
          'watches',
        );
        if (response.statusCode === 200) {
          return response.body;
        }
        throw await this.apiError(request, response);
      } catch (error) {
        request.signal.throwIfAborted();
        if (isUnauthorized(error) && attempt === 1) {
          this.#connection = undefined;
          continue;
        }
        throw asConnectionError(error, request);
      }
    }
  }

  /** Closes all sockets. */
  close(): Promise<void> {
    return this.options.pool.destroy();
  }

  private async attempt(
    request: TransportRequest,
    deadline: number,
    attempt: number,
  ): Promise<TransportResponse> {
    const { clock } = this.options;
    request.signal?.throwIfAborted();
    request.beforeAttempt?.();
    const controller = new AbortController();
    const abort = () => controller.abort(request.signal?.reason);
    // Made only when it is needed: the stack of an error is dear.
    let deadlineError: KubeDeadlineError | undefined;
    const cancel = clock.schedule(
      deadline - clock.monotonicMilliseconds(),
      () => {
        deadlineError = new KubeDeadlineError(
          `${request.method} ${request.path} was not answered within ${request.deadlineMilliseconds} ms (attempt ${attempt}).`,
        );
        controller.abort(deadlineError);
      },
    );
    request.signal?.addEventListener('abort', abort, { once: true });
    try {
      const { response } = await this.dispatch(
        request,
        controller.signal,
        'requests',
      );
      if (response.statusCode >= 300) {
        throw await this.apiError(request, response);
      }
      return {
        status: response.statusCode,
        text: await response.body.text(),
        warnings: warningsOf(response.headers.warning),
      };
    } catch (error) {
      if (deadlineError && controller.signal.reason === deadlineError) {
        throw deadlineError;
      }
      request.signal?.throwIfAborted();
      throw asConnectionError(error, request);
    } finally {
      cancel();
      request.signal?.removeEventListener('abort', abort);
    }
  }

  private async dispatch(
    request: Omit<TransportRequest, 'deadlineMilliseconds'>,
    signal: AbortSignal,
    pool: 'requests' | 'watches',
  ): Promise<{ response: Dispatcher.ResponseData }> {
    const { clock, metrics, userAgent } = this.options;
    const connection = await this.connection();
    // Credentials may have taken a while (an exec plug-in): what was true before them may not be now.
    signal.throwIfAborted();
    request.beforeAttempt?.();
    const headers: Record<string, string> = {
      accept: request.accept ?? 'application/json',
      'user-agent': userAgent,
      ...connection.headers,
    };
    if (request.body !== undefined) {
      headers['content-type'] = request.contentType ?? 'application/json';
    }
    const started = clock.monotonicMilliseconds();
    const host = hostOf(connection);
    const finished = (code: string) =>
      metrics.requestFinished({
        method: request.method,
        host,
        code,
        durationSeconds: (clock.monotonicMilliseconds() - started) / 1000,
      });
    try {
      const response = await this.options.pool
        .dispatchersFor(connection)
        [pool].request({
          origin: connection.origin,
          path: `${connection.pathPrefix}${request.path}${queryString(
            request.query,
          )}`,
          method: request.method,
          headers,
          body: request.body,
          signal,
        });
      finished(String(response.statusCode));
      return { response };
    } catch (error) {
      finished('<error>');
      throw error;
    }
  }

  private async connection(): Promise<Connection> {
    const { clock, source, credentialsMilliseconds } = this.options;
    const age = clock.monotonicMilliseconds() - this.#connectedAt;
    if (!this.#connection || age > credentialsMilliseconds) {
      const connecting = source.connect();
      this.#connection = connecting;
      this.#connectedAt = clock.monotonicMilliseconds();
      connecting.catch(() => {
        if (this.#connection === connecting) {
          this.#connection = undefined;
        }
      });
    }
    return this.#connection;
  }

  private async host(): Promise<string> {
    return hostOf(await this.connection());
  }

  private async apiError(
    request: { method: string; path: string },
    response: Dispatcher.ResponseData,
  ): Promise<KubeApiError> {
    const retryAfter = response.headers['retry-after'];
    return KubeApiError.fromResponse(
      request,
      response.statusCode,
      await response.body.text().catch(() => ''),
      Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      this.options.clock.now(),
    );
  }
}

/** An origin is a scheme, `://` and the host. */
function hostOf({ origin }: Connection): string {
  return origin.slice(origin.indexOf('//') + 2);
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof KubeApiError && error.status === 401;
}

function codeOf(error: unknown): string {
  return error instanceof KubeApiError ? String(error.status) : '<error>';
}

/** Errors of the socket before anything could be sent; others leave it open whether the server acted. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function asConnectionError(
  error: unknown,
  request: { method: string; path: string },
): unknown {
  // Not `instanceof Error`: the sockets' errors are of another realm where tests run in a context of their own.
  const { code: given, message } = Object(error) as {
    code?: unknown;
    message?: unknown;
  };
  const code = given === undefined ? undefined : String(given);
  if (
    error instanceof KubeApiError ||
    code === undefined ||
    code.startsWith('KUBE_')
  ) {
    return error;
  }
  const reason = message ? String(message) : code;
  return new KubeConnectionError(
    `${request.method} ${request.path} failed: ${reason}`,
    unsentCodes.has(code) ? 'no' : 'maybe',
    { cause: error },
  );
}

function queryString(query: TransportRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

function warningsOf(header: string | string[] | undefined): readonly string[] {
  const headers = header === undefined ? [] : [header].flat();
  return headers.map(value => /^\d{3} \S+ "(.*)"$/.exec(value)?.[1] ?? value);
}
