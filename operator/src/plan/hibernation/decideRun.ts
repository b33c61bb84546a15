import { annotations, Reason } from '@amalthea/jupyterserver';

import { ServerSnapshot } from '../observed/Observed';
import { parseTime, requestedAt } from '../observed/requestedAt';
import { timestamp } from '../observed/timestamp';
import { HibernationRecord } from './HibernationRecord';

/** Whether the server should run, and if not, why; and what of it is to be kept in the status. */
export type RunDecision =
  | { readonly run: true; readonly record: HibernationRecord }
  | {
      readonly run: false;
      readonly reason: Reason;
      readonly record: HibernationRecord;
    };

const reasonsByCause: Readonly<Partial<Record<string, Reason>>> = {
  user: 'HibernatedByUser',
  idle: 'HibernatedIdle',
  maxAge: 'HibernatedMaxAge',
  starting: 'HibernatedStartFailed',
  failed: 'HibernatedFailed',
};

/** The times that a decision compares, in milliseconds since the epoch. */
interface Wishes {
  readonly stop: number | undefined;
  readonly wake: number | undefined;
  /** When the server was last made to run, as far as stops by annotation are concerned. */
  readonly lastWake: number;
  readonly since: number | undefined;
}

/**
 * Decides whether the server should run. The first rule that applies wins, and of equal times the one for
 * running (ADR 0038). With the record in the status, the same wishes give the same decision and record.
 *
 * @param server - spec, annotations and status
 * @param now - milliseconds since the epoch; requests that lie ahead of it do not count yet
 */
export function decideRun(server: ServerSnapshot, now: number): RunDecision {
  const { hibernated: specHibernated, status } = server;
  const previous = previousRecord(status.hibernation ?? {});
  const wishes = wishesOf(server, previous, now);
  const { stop, wake, lastWake, since } = wishes;
  const before = previous.specHibernated;
  const second = Date.parse(timestamp(now));

  if (before && !specHibernated) {
    // The time is kept only where it answers a request.
    const answered = stop !== undefined && stop > lastWake;
    return run(previous, specHibernated, answered ? now : undefined);
  }
  if (!before && specHibernated) {
    if (wake !== undefined && wake >= second) {
      return run(previous, specHibernated, wake);
    }
    const stands =
      since !== undefined && !(wake !== undefined && wake >= since);
    return halt(previous, specHibernated, stands ? since : second);
  }
  if (stop !== undefined && stop > lastWake) {
    return halt(previous, specHibernated, since ?? second);
  }
  if (since !== undefined) {
    return wake !== undefined && wake >= stoppedAt(previous, wishes, since)
      ? run(previous, specHibernated, wake)
      : halt(previous, specHibernated, since);
  }
  // Without any wake on record the spec alone speaks, and a wake of the same second.
  if (specHibernated && parseTime(previous.wokenAt) === undefined) {
    return wake !== undefined && wake >= second
      ? run(previous, specHibernated, wake)
      : halt(previous, specHibernated, second);
  }
  return run(previous, specHibernated, undefined);
}

function wishesOf(
  server: ServerSnapshot,
  previous: HibernationRecord,
  now: number,
): Wishes {
  const read = (name: string) => requestedAt(server.annotations[name], now);
  const wake = read(annotations.wakeRequestedAt);
  return {
    stop: read(annotations.hibernateRequestedAt),
    wake,
    // A copied manifest may bring the request of another life: nothing older than the server counts.
    lastWake: Math.max(
      wake ?? -Infinity,
      parseTime(previous.wokenAt) ?? -Infinity,
      parseTime(server.createdAt) ?? -Infinity,
    ),
    since: parseTime(previous.since),
  };
}

/** Before there was a record of the spec, only the spec could stop a server. */
function previousRecord(record: HibernationRecord): HibernationRecord {
  const stopped = parseTime(record.since) !== undefined;
  const cause = stopped ? record.cause ?? 'user' : undefined;
  return {
    ...record,
    cause,
    specHibernated: record.specHibernated ?? cause === 'user',
  };
}

/** A stop on request is as old as the request: a wake that came before we looked is newer all the same. */
function stoppedAt(
  { cause, specHibernated }: HibernationRecord,
  { stop }: Wishes,
  since: number,
): number {
  return cause === 'user' && specHibernated === false && stop !== undefined
    ? Math.min(stop, since)
    : since;
}

/** The time of the last wake never moves back: older requests must not count again. */
function run(
  previous: HibernationRecord,
  specHibernated: boolean,
  wokenAt: number = -Infinity,
): RunDecision {
  const isNewer = wokenAt > (parseTime(previous.wokenAt) ?? -Infinity);
  return {
    run: true,
    record: {
      wokenAt: isNewer
        ? new Date(wokenAt).toISOString().replace('.000Z', 'Z')
        : previous.wokenAt,
      specHibernated: specHibernated || undefined,
    },
  };
}

function halt(
  previous: HibernationRecord,
  specHibernated: boolean,
  since: number,
): RunDecision {
  const { wokenAt, cause = 'user' } = previous;
  return {
    run: false,
    reason: reasonsByCause[cause] ?? 'HibernatedByUser',
    record: { since: timestamp(since), cause, wokenAt, specHibernated },
  };
}
