import type {
  ClusterHealth,
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
  ServerSummary,
  ServerTimeline,
  StreamMessage,
  UpdateServerRequest,
} from '../model';

/**
 * Answer of `GET /servers`: rows of all clusters, partial when one does not answer.
 *
 * @public
 */
export interface ServerList {
  readonly servers: readonly ServerSummary[];
  readonly clusters: readonly ClusterHealth[];
}

/**
 * Answer of `DELETE …`: what went with the server.
 *
 * @public
 */
export interface DeleteServerResult {
  readonly reference: ServerReference;
  /** Whether a disk, and everything on it, is deleted with the server. */
  readonly diskDeleted: boolean;
}

/**
 * @public
 */
export interface StreamOptions {
  readonly signal?: AbortSignal;
  /** The id of the last message that was handled, to go on after it. */
  readonly lastEventId?: string;
}

/**
 * @public
 */
export interface IdentifiedStreamMessage {
  readonly id: string;
  readonly message: StreamMessage;
}

/**
 * The portal backend, as the frontend and other plugins see it. Every method rejects with
 * `AmaltheaRequestError`.
 *
 * @public
 */
export interface AmaltheaApi {
  listProfiles(): Promise<readonly Profile[]>;
  listServers(): Promise<ServerList>;
  getServer(reference: ServerReference): Promise<ServerDetails>;
  createServer(request: CreateServerRequest): Promise<ServerDetails>;
  updateServer(
    reference: ServerReference,
    request: UpdateServerRequest,
  ): Promise<ServerDetails>;
  deleteServer(reference: ServerReference): Promise<DeleteServerResult>;
  hibernateServer(reference: ServerReference): Promise<ServerDetails>;
  resumeServer(reference: ServerReference): Promise<ServerDetails>;
  restartServer(reference: ServerReference): Promise<ServerDetails>;
  keepServer(
    reference: ServerReference,
    request: KeepServerRequest,
  ): Promise<ServerDetails>;
  /** How the caller opens the server; asks for it at the moment of the click, since it may carry a token. */
  getOpenLink(reference: ServerReference): Promise<ServerOpenLink>;
  getEvents(reference: ServerReference): Promise<readonly ServerEvent[]>;
  getLogs(reference: ServerReference, query?: LogsQuery): Promise<ServerLogs>;
  getTimeline(reference: ServerReference): Promise<ServerTimeline>;
  getManifest(reference: ServerReference): Promise<ServerManifest>;
  preview(request: PreviewRequest): Promise<PreviewResult>;
  checkName(reference: ServerReference): Promise<NameAvailability>;
  /** One connection: ends when the server, the network or `signal` ends it; connect again with `lastEventId`. */
  stream(options?: StreamOptions): AsyncIterable<IdentifiedStreamMessage>;
}
