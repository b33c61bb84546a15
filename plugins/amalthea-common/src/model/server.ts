import type { ServerReference } from './serverReference';
import type { ServerPhase, ServerState } from './serverState';

/**
 * Why a server is as it is, for people; `message` keeps what the cluster said, one click below.
 *
 * @public
 */
export interface ServerReason {
  /** A stable code, such as `Unschedulable`. */
  readonly code: string;
  readonly sentence: string;
  readonly hint?: string;
  readonly message?: string;
}

/**
 * What a server asks for. Absent: not limited or not known.
 *
 * @public
 */
export interface ServerResources {
  readonly cpuCores?: number;
  readonly memoryBytes?: number;
  readonly gpus?: number;
  readonly diskBytes?: number;
  /** Whether the disk survives a stop. */
  readonly diskKept: boolean;
}

/**
 * What a server uses now, in coarse steps.
 *
 * @public
 */
export interface ServerUsage {
  readonly cpuCores?: number;
  readonly memoryBytes?: number;
  readonly diskUsedBytes?: number;
  readonly diskTotalBytes?: number;
}

/**
 * When the server was used, and which signal said so. Times are RFC 3339.
 *
 * @public
 */
export interface ServerActivity {
  /** Absent when no probe has answered yet. */
  readonly active?: boolean;
  readonly idleSince?: string;
  readonly lastSignal?:
    | 'kernel'
    | 'terminal'
    | 'websocket'
    | 'http'
    | 'cpu'
    | 'jupyter';
  readonly kernels?: number;
}

/**
 * When the server stops, stopped, or is deleted. Times are RFC 3339.
 *
 * @public
 */
export interface ServerSchedule {
  readonly willHibernateAt?: string;
  readonly willDeleteAt?: string;
  readonly keepUntil?: string;
  readonly hibernatedSince?: string;
  readonly hibernationCause?:
    | 'user'
    | 'idle'
    | 'maxAge'
    | 'starting'
    | 'failed';
  /** Idle time after which the server stops; absent when it never stops for idleness. */
  readonly idleSeconds?: number;
}

/**
 * Who writes the server's definition: this portal, Git, or somebody with cluster access.
 *
 * @public
 */
export type ServerDelivery = 'portal' | 'gitops' | 'cluster';

/**
 * What the caller may do with a server right now.
 *
 * @public
 */
export interface AllowedActions {
  readonly update: boolean;
  readonly hibernate: boolean;
  readonly resume: boolean;
  readonly restart: boolean;
  readonly keep: boolean;
  readonly delete: boolean;
  /** Why the definition cannot be changed here, when it cannot (delivered by Git, for example). */
  readonly readOnlyReason?: string;
}

/**
 * One row of the server list.
 *
 * @public
 */
export interface ServerSummary {
  readonly reference: ServerReference;
  readonly uid: string;
  /** Grows with each change; pass it back when updating. */
  readonly resourceVersion: string;
  /** Entity reference of the owner; absent for servers that were made without one. */
  readonly owner?: string;
  /** How the owner relates to the caller. */
  readonly ownership: 'mine' | 'group' | 'other';
  readonly profile?: { readonly id: string; readonly title: string };
  /** The API's word; absent until the operator has written a status. */
  readonly state?: ServerState;
  readonly phase: ServerPhase;
  readonly reason?: ServerReason;
  /** Where people open it; absent until the operator published it. */
  readonly url?: string;
  readonly image: string;
  readonly resources: ServerResources;
  readonly usage?: ServerUsage;
  readonly createdAt: string;
  readonly startingSince?: string;
  readonly failedSince?: string;
  readonly activity: ServerActivity;
  readonly schedule: ServerSchedule;
  readonly delivery: ServerDelivery;
  readonly allowed: AllowedActions;
  /** Set when the cluster does not answer: the row is what was last known at this time (RFC 3339). */
  readonly staleSince?: string;
}

/**
 * A condition of the server with its sentence for people.
 *
 * @public
 */
export interface ServerCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: ServerReason;
  readonly lastTransitionTime?: string;
}

/**
 * Where Git keeps the server's definition.
 *
 * @public
 */
export interface GitLocation {
  /** The Argo CD application or other delivery tool's name for it. */
  readonly application?: string;
}

/**
 * What in the running server waits for its next start.
 *
 * @public
 */
export interface PendingChange {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * One server with everything its page shows at first.
 *
 * @public
 */
export interface ServerDetails extends ServerSummary {
  readonly conditions: readonly ServerCondition[];
  readonly pendingChanges: readonly PendingChange[];
  readonly git?: GitLocation;
  readonly environment: Readonly<Record<string, string>>;
  readonly access: ServerAccessPolicy;
  readonly pod?: {
    readonly name: string;
    readonly phase?: string;
    readonly node?: string;
  };
  /** `waiting executing ready failed` by container name. */
  readonly containers: Readonly<Record<string, string>>;
}

/**
 * Who can open the server.
 *
 * @public
 */
export type ServerAccessPolicy =
  | {
      readonly mode: 'oidc';
      readonly issuerUrl?: string;
      readonly emails: readonly string[];
      readonly groups: readonly string[];
    }
  | { readonly mode: 'token' }
  | { readonly mode: 'anonymous' };

/**
 * How to open a server now. `openUrl` may carry the server's own token: never log or store it.
 *
 * @public
 */
export interface ServerOpenLink {
  readonly mode: ServerAccessPolicy['mode'];
  readonly openUrl: string;
}
