import type {
  ServerActivity,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import { formatClockTime, formatDuration, formatRelativeTime } from '../format';

const signalSentences: Readonly<
  Record<NonNullable<ServerActivity['lastSignal']>, string>
> = {
  kernel: 'A kernel ran last',
  terminal: 'A terminal was used last',
  websocket: 'A browser was connected last',
  http: 'A page was loaded last',
  cpu: 'The processor was busy last',
  jupyter: 'Jupyter saw somebody last',
};

const causeWords: Readonly<
  Record<NonNullable<ServerSummary['schedule']['hibernationCause']>, string>
> = {
  user: 'by hand',
  idle: 'because nobody used it',
  maxAge: 'because it reached its longest run',
  starting: 'because it did not start in time',
  failed: 'because it kept failing',
};

/** One thing that will happen to a server by itself, and when. */
export type ScheduledChange =
  | { readonly kind: 'stops'; readonly at: Date; readonly kept: boolean }
  | { readonly kind: 'deleted'; readonly at: Date }
  | { readonly kind: 'never' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' };

/**
 * What happens next by itself: a running server stops, a stopped or failed one may be deleted.
 * `unknown` while a server is in use: the countdown starts when it falls idle.
 */
export function nextScheduledChange(
  server: Pick<ServerSummary, 'phase' | 'schedule'>,
  now: Date,
): ScheduledChange {
  const { schedule, phase } = server;
  if (phase === 'deleting') {
    return { kind: 'none' };
  }
  if (phase === 'stopped' || phase === 'failed') {
    return schedule.willDeleteAt
      ? { kind: 'deleted', at: new Date(schedule.willDeleteAt) }
      : { kind: 'none' };
  }
  const keepUntil = schedule.keepUntil
    ? new Date(schedule.keepUntil)
    : undefined;
  const kept = keepUntil !== undefined && keepUntil > now;
  if (schedule.willHibernateAt) {
    return { kind: 'stops', at: new Date(schedule.willHibernateAt), kept };
  }
  if (kept) {
    return { kind: 'stops', at: keepUntil, kept };
  }
  if (phase === 'starting') {
    return { kind: 'none' };
  }
  return schedule.idleSeconds === undefined
    ? { kind: 'never' }
    : { kind: 'unknown' };
}

/**
 * When and why a server stops or is deleted, in one or two sentences:
 * `Stops in 42 min, after 1 h without activity. A kernel ran last at 10:12.`
 * Undefined when there is nothing to say.
 */
export function scheduleSentence(
  server: Pick<ServerSummary, 'phase' | 'schedule' | 'activity'>,
  now: Date,
  timeZone?: string,
): string | undefined {
  const change = nextScheduledChange(server, now);
  const activity = activitySentence(server.activity, now, timeZone);
  const { idleSeconds } = server.schedule;
  switch (change.kind) {
    case 'stops': {
      const when = until(change.at, now);
      const why = change.kept
        ? `kept until ${formatClockTime(change.at, now, timeZone)}`
        : idleSeconds !== undefined &&
          `after ${formatDuration(idleSeconds)} without activity`;
      return sentences(
        why ? `Stops ${when}, ${why}.` : `Stops ${when}.`,
        activity,
      );
    }
    case 'deleted':
      return `Is deleted, disk included, ${until(change.at, now)}.`;
    case 'never':
      return sentences('Never stops by itself.', activity);
    case 'unknown':
      return sentences(
        `Stops after ${formatDuration(idleSeconds ?? 0)} without activity.`,
        activity,
      );
    default:
      return undefined;
  }
}

/** Which signal counted last, and when: `A kernel ran last at 10:12.` */
export function activitySentence(
  activity: ServerActivity,
  now: Date,
  timeZone?: string,
): string | undefined {
  if (activity.active === true) {
    return activity.lastSignal === 'kernel' && activity.kernels
      ? `In use now: ${activity.kernels} ${
          activity.kernels === 1 ? 'kernel' : 'kernels'
        }.`
      : 'In use now.';
  }
  if (!activity.idleSince) {
    return undefined;
  }
  const clock = formatClockTime(new Date(activity.idleSince), now, timeZone);
  return activity.lastSignal
    ? `${signalSentences[activity.lastSignal]} at ${clock}.`
    : `Idle since ${clock}.`;
}

/** Why a stopped server stopped, and how long ago. */
export function stopSentence(
  server: Pick<ServerSummary, 'phase' | 'schedule'>,
  now: Date,
): string | undefined {
  const { hibernatedSince, hibernationCause } = server.schedule;
  if (server.phase !== 'stopped' || !hibernatedSince) {
    return undefined;
  }
  const when = formatRelativeTime(new Date(hibernatedSince), now);
  return hibernationCause
    ? `Stopped ${when} ${causeWords[hibernationCause]}.`
    : `Stopped ${when}.`;
}

function until(moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  return seconds < 60 ? 'within a minute' : `in ${formatDuration(seconds)}`;
}

function sentences(...parts: ReadonlyArray<string | undefined>): string {
  return parts.filter(part => part !== undefined).join(' ');
}
