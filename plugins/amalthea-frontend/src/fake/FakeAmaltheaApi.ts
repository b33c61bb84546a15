import {
  AmaltheaRequestError,
  stringifyServerReference,
  type AmaltheaApi,
  type ClusterHealth,
  type CreateServerRequest,
  type DeleteServerResult,
  type IdentifiedStreamMessage,
  type KeepServerRequest,
  type LogsQuery,
  type NameAvailability,
  type PreviewRequest,
  type PreviewResult,
  type Profile,
  type ServerDetails,
  type ServerEvent,
  type ServerList,
  type ServerLogs,
  type ServerManifest,
  type ServerOpenLink,
  type ServerReference,
  type ServerSummary,
  type ServerTimeline,
  type StreamMessage,
  type StreamOptions,
  type UpdateServerRequest,
} from '@amalthea/plugin-amalthea-common';
import { fakeClusters } from './fakeClusters';
import {
  fakeDetails,
  fakeEvents,
  fakeLogLines,
  fakeManifest,
  fakeTimeline,
} from './fakeDetails';
import { fakePreview } from './fakePreview';
import { fakeProfiles } from './fakeProfiles';
import { allowedIn, fakeServer, fakeServers } from './fakeServers';
import { MessageQueue } from './MessageQueue';

/** What a {@link FakeAmaltheaApi} starts with. */
export interface FakeAmaltheaApiOptions {
  readonly now?: () => Date;
  readonly servers?: readonly ServerSummary[];
  readonly clusters?: readonly ClusterHealth[];
  readonly profiles?: readonly Profile[];
  /** How long one step of a start takes; starts never end when left out. */
  readonly stepMilliseconds?: number;
}

/** A backend in memory: remembers, and tells its streams, but has no cluster behind it. */
export class FakeAmaltheaApi implements AmaltheaApi {
  readonly requests: CreateServerRequest[] = [];
  readonly #now: () => Date;
  readonly #servers: Map<string, ServerSummary>;
  readonly #clusters: readonly ClusterHealth[];
  readonly #profiles: readonly Profile[];
  readonly #stepMilliseconds: number | undefined;
  readonly #listeners = new Set<(message: StreamMessage) => void>();

  constructor(options: FakeAmaltheaApiOptions = {}) {
    this.#now = options.now ?? (() => new Date());
    const servers = options.servers ?? fakeServers(this.#now());
    this.#servers = new Map(
      servers.map(server => [
        stringifyServerReference(server.reference),
        server,
      ]),
    );
    this.#clusters = options.clusters ?? fakeClusters(this.#now());
    this.#profiles = options.profiles ?? fakeProfiles;
    this.#stepMilliseconds = options.stepMilliseconds;
  }

  async listProfiles(): Promise<readonly Profile[]> {
    return this.#profiles;
  }

  async listServers(): Promise<ServerList> {
    return { servers: [...this.#servers.values()], clusters: this.#clusters };
  }

  async getServer(reference: ServerReference): Promise<ServerDetails> {
    if (!this.#servers.has(stringifyServerReference(reference))) {
      throw await notFound(reference);
    }
    return fakeDetails(this.#find(reference));
  }

  async createServer(request: CreateServerRequest): Promise<ServerDetails> {
    this.requests.push(request);
    const profile = this.#profile(request.profile);
    const { cluster, namespace } = profile.destinations[0];
    const created = fakeServer(this.#now(), {
      name: request.name,
      cluster: request.cluster ?? cluster,
      namespace: request.namespace ?? namespace,
      profile: { id: profile.id, title: profile.title },
      phase: 'starting',
      url: undefined,
      startingSince: this.#now().toISOString(),
      createdAt: this.#now().toISOString(),
    });
    this.#put(created);
    if (this.#stepMilliseconds !== undefined) {
      setTimeout(
        () =>
          this.change(created.reference, {
            phase: 'running',
            url: `https://${request.name}.jupyter.example.org`,
          }),
        7 * this.#stepMilliseconds,
      );
    }
    return fakeDetails(created);
  }

  async updateServer(
    reference: ServerReference,
    _request: UpdateServerRequest,
  ): Promise<ServerDetails> {
    return fakeDetails(this.#find(reference));
  }

  async deleteServer(reference: ServerReference): Promise<DeleteServerResult> {
    const server = this.#find(reference);
    this.change(reference, { phase: 'deleting' });
    return { reference, diskDeleted: server.resources.diskKept };
  }

  async hibernateServer(reference: ServerReference): Promise<ServerDetails> {
    return this.change(reference, {
      phase: 'stopped',
      schedule: {
        idleSeconds: 3600,
        hibernatedSince: this.#now().toISOString(),
        hibernationCause: 'user',
      },
    });
  }

  async resumeServer(reference: ServerReference): Promise<ServerDetails> {
    return this.change(reference, {
      phase: 'starting',
      startingSince: this.#now().toISOString(),
    });
  }

  restartServer(reference: ServerReference): Promise<ServerDetails> {
    return this.resumeServer(reference);
  }

  async keepServer(
    reference: ServerReference,
    request: KeepServerRequest,
  ): Promise<ServerDetails> {
    const until = new Date(
      this.#now().getTime() + request.minutes * 60_000,
    ).toISOString();
    const { schedule } = this.#find(reference);
    return this.change(reference, {
      schedule: { ...schedule, keepUntil: until, willHibernateAt: until },
    });
  }

  async getOpenLink(reference: ServerReference): Promise<ServerOpenLink> {
    const { url } = this.#find(reference);
    return { mode: 'oidc', openUrl: url ?? '' };
  }

  async getEvents(): Promise<readonly ServerEvent[]> {
    return fakeEvents(this.#now());
  }

  async getLogs(
    reference: ServerReference,
    query: LogsQuery = {},
  ): Promise<ServerLogs> {
    const server = this.#find(reference);
    const containers = ['jupyter-server', 'authz'];
    if (server.phase !== 'running') {
      return {
        containers: [],
        lines: [],
        truncated: false,
        emptyReason: 'The server does not run, so it writes no logs.',
      };
    }
    return {
      pod: `${reference.name}-0`,
      container: query.container ?? containers[0],
      containers,
      lines: fakeLogLines(this.#now(), 40),
      truncated: true,
    };
  }

  async getTimeline(reference: ServerReference): Promise<ServerTimeline> {
    const server = this.#find(reference);
    const since = new Date(server.startingSince ?? server.createdAt);
    return fakeTimeline(server, since, this.#doneSteps(server, since));
  }

  async getManifest(reference: ServerReference): Promise<ServerManifest> {
    return fakeManifest(this.#find(reference));
  }

  async preview(request: PreviewRequest): Promise<PreviewResult> {
    return fakePreview(this.#profile(request.profile), request);
  }

  async checkName(reference: ServerReference): Promise<NameAvailability> {
    return this.#servers.has(stringifyServerReference(reference))
      ? {
          available: false,
          reason: `There is already a server named ${reference.name} here.`,
          suggestion: `${reference.name}-2`,
        }
      : { available: true };
  }

  async *stream(
    options: StreamOptions = {},
  ): AsyncGenerator<IdentifiedStreamMessage> {
    const queue = new MessageQueue();
    queue.push({ type: 'snapshot', ...(await this.listServers()) });
    const listener = (message: StreamMessage) => queue.push(message);
    this.#listeners.add(listener);
    options.signal?.addEventListener('abort', () => queue.close());
    try {
      for (let id = 1; ; id += 1) {
        const message = await queue.shift();
        if (!message) {
          return;
        }
        yield { id: String(id), message };
      }
    } finally {
      this.#listeners.delete(listener);
    }
  }

  /** Changes a server, as something in its cluster would, and tells the streams. */
  change(
    reference: ServerReference,
    changes: Partial<ServerSummary>,
  ): ServerDetails {
    const before = this.#find(reference);
    const phase = changes.phase ?? before.phase;
    const changed: ServerSummary = {
      ...before,
      allowed: allowedIn(phase),
      resourceVersion: String(Number(before.resourceVersion) + 1),
      ...changes,
    };
    this.#put(changed);
    return fakeDetails(changed);
  }

  /** Sends a message to every open stream. */
  tell(message: StreamMessage): void {
    for (const listener of this.#listeners) {
      listener(message);
    }
  }

  #put(server: ServerSummary): void {
    this.#servers.set(stringifyServerReference(server.reference), server);
    this.tell({ type: 'server', server });
  }

  #find(reference: ServerReference): ServerSummary {
    const server = this.#servers.get(stringifyServerReference(reference));
    if (!server) {
      throw new Error(`There is no server named ${reference.name}.`);
    }
    return server;
  }

  #profile(id: string): Profile {
    const profile = this.#profiles.find(candidate => candidate.id === id);
    if (!profile) {
      throw new Error(`There is no profile ${id}.`);
    }
    return profile;
  }

  #doneSteps(server: ServerSummary, since: Date): number {
    if (server.phase === 'running') {
      return 7;
    }
    if (server.phase === 'failed') {
      return 4;
    }
    return this.#stepMilliseconds === undefined || server.reason
      ? 2
      : Math.min(
          6,
          Math.floor(
            (this.#now().getTime() - since.getTime()) / this.#stepMilliseconds,
          ),
        );
  }
}

function notFound(reference: ServerReference): Promise<AmaltheaRequestError> {
  return AmaltheaRequestError.fromResponse(
    new Response(
      JSON.stringify({
        error: {
          name: 'NotFoundError',
          message: `There is no server named ${reference.name}.`,
          cause: { code: 'ServerNotFound' },
        },
      }),
      { status: 404 },
    ),
  );
}
