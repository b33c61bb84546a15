import type {
  CreateServerRequest,
  KeepServerRequest,
  LogsQuery,
  NameAvailability,
  PreviewRequest,
  PreviewResult,
  Profile,
  ServerDetails,
  ServerEvent,
  ServerLogs,
  ServerManifest,
  ServerOpenLink,
  ServerReference,
  ServerTimeline,
  StreamMessage,
  UpdateServerRequest,
} from '../model';
import { stringifyServerReference } from '../model';
import type {
  AmaltheaApi,
  DeleteServerResult,
  IdentifiedStreamMessage,
  ServerList,
  StreamOptions,
} from './AmaltheaApi';
import { AmaltheaRequestError } from './AmaltheaRequestError';
import { readServerSentEvents } from './readServerSentEvents';

/**
 * @public
 */
export interface AmaltheaClientOptions {
  readonly discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the caller's token; Backstage's `fetchApiRef` does. */
  readonly fetchApi: { fetch: typeof fetch };
}

/**
 * Talks to the Amalthea backend plugin with `fetch`, in the browser and in Node.js.
 *
 * @public
 */
export class AmaltheaClient implements AmaltheaApi {
  readonly #options: AmaltheaClientOptions;

  constructor(options: AmaltheaClientOptions) {
    this.#options = options;
  }

  async listProfiles(): Promise<readonly Profile[]> {
    return (
      await this.#json<{ profiles: readonly Profile[] }>('GET', '/profiles')
    ).profiles;
  }

  listServers(): Promise<ServerList> {
    return this.#json('GET', '/servers');
  }

  async getServer(reference: ServerReference): Promise<ServerDetails> {
    return this.#json('GET', serverPath(reference));
  }

  createServer(request: CreateServerRequest): Promise<ServerDetails> {
    return this.#json('POST', '/servers', request);
  }

  async updateServer(
    reference: ServerReference,
    request: UpdateServerRequest,
  ): Promise<ServerDetails> {
    return this.#json('PUT', serverPath(reference), request);
  }

  async deleteServer(reference: ServerReference): Promise<DeleteServerResult> {
    return this.#json('DELETE', serverPath(reference));
  }

  async hibernateServer(reference: ServerReference): Promise<ServerDetails> {
    return this.#json('POST', `${serverPath(reference)}/hibernate`);
  }

  async resumeServer(reference: ServerReference): Promise<ServerDetails> {
    return this.#json('POST', `${serverPath(reference)}/resume`);
  }

  async restartServer(reference: ServerReference): Promise<ServerDetails> {
    return this.#json('POST', `${serverPath(reference)}/restart`);
  }

  async keepServer(
    reference: ServerReference,
    request: KeepServerRequest,
  ): Promise<ServerDetails> {
    return this.#json('POST', `${serverPath(reference)}/keep`, request);
  }

  async getOpenLink(reference: ServerReference): Promise<ServerOpenLink> {
    return this.#json('POST', `${serverPath(reference)}/open`);
  }

  async getEvents(reference: ServerReference): Promise<readonly ServerEvent[]> {
    return (
      await this.#json<{ events: readonly ServerEvent[] }>(
        'GET',
        `${serverPath(reference)}/events`,
      )
    ).events;
  }

  async getLogs(
    reference: ServerReference,
    query: LogsQuery = {},
  ): Promise<ServerLogs> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) parameters.set(name, String(value));
    }
    return this.#json('GET', `${serverPath(reference)}/logs?${parameters}`);
  }

  async getTimeline(reference: ServerReference): Promise<ServerTimeline> {
    return this.#json('GET', `${serverPath(reference)}/timeline`);
  }

  async getManifest(reference: ServerReference): Promise<ServerManifest> {
    return this.#json('GET', `${serverPath(reference)}/manifest`);
  }

  preview(request: PreviewRequest): Promise<PreviewResult> {
    return this.#json('POST', '/preview', request);
  }

  async checkName(reference: ServerReference): Promise<NameAvailability> {
    return this.#json('GET', `/names/${pathOf(reference)}`);
  }

  async *stream(
    options: StreamOptions = {},
  ): AsyncGenerator<IdentifiedStreamMessage> {
    const response = await this.#fetch('/stream', {
      headers: {
        accept: 'text/event-stream',
        ...(options.lastEventId
          ? { 'last-event-id': options.lastEventId }
          : {}),
      },
      signal: options.signal,
    });
    if (!response.body)
      throw AmaltheaRequestError.fromNetworkFailure('The answer has no body.');
    try {
      for await (const event of readServerSentEvents(response.body)) {
        yield {
          id: event.id,
          message: JSON.parse(event.data) as StreamMessage,
        };
      }
    } catch (failure) {
      if (options.signal?.aborted) return;
      throw AmaltheaRequestError.fromNetworkFailure(failure);
    }
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : {
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          }),
    });
    return await response.json();
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#options;
    let response: Response;
    try {
      response = await fetchApi.fetch(
        `${await discoveryApi.getBaseUrl('amalthea')}${path}`,
        init,
      );
    } catch (failure) {
      throw AmaltheaRequestError.fromNetworkFailure(failure);
    }
    if (!response.ok) throw await AmaltheaRequestError.fromResponse(response);
    return response;
  }
}

function serverPath(reference: ServerReference): string {
  return `/servers/${pathOf(reference)}`;
}

/**
 * Nothing in Kubernetes is called `.` or `..`, but `fetch` takes such parts of a path for a way up: a reference from an
 * address or an annotation would reach another API with the caller's token.
 */
function pathOf(reference: ServerReference): string {
  const path = stringifyServerReference(reference);
  if (path.split('/').some(part => part === '.' || part === '..')) {
    throw AmaltheaRequestError.forReference(path);
  }
  return path;
}
