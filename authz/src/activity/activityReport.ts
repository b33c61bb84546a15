import { Activity } from './Activity';
import { JupyterReport, Kernel, Terminal } from './JupyterProbe';

/** The answer of `GET /activity` (shared contract). Times are RFC 3339; what is absent is not known. */
export interface ActivityReport {
  readonly at: string;
  readonly http: { readonly lastRequestAt?: string };
  readonly websockets: {
    readonly open: number;
    readonly lastMessageAt?: string;
  };
  readonly kernels?: readonly Kernel[];
  readonly terminals?: readonly Terminal[];
  readonly jupyter: {
    readonly startedAt?: string;
    readonly lastActivityAt?: string;
    readonly reachable: boolean;
  };
}

export function activityReport(
  activity: Activity,
  jupyter: JupyterReport,
  nowMilliseconds: number,
): ActivityReport {
  return {
    at: rfc3339(nowMilliseconds),
    http: { lastRequestAt: optional(activity.lastRequestAt) },
    websockets: {
      open: activity.openSockets,
      lastMessageAt: optional(activity.lastMessageAt),
    },
    kernels: jupyter.kernels,
    terminals: jupyter.terminals,
    jupyter: {
      startedAt: jupyter.startedAt,
      lastActivityAt: jupyter.lastActivityAt,
      reachable: jupyter.isReachable,
    },
  };
}

function optional(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : rfc3339(milliseconds);
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
