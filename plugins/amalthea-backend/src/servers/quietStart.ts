import type { ServerEvent } from '@amalthea/plugin-amalthea-common';
import type { ServerPod } from './ServerPod';

/** How long after the start of its container Jupyter may be silent without anybody being warned. */
const silenceMilliseconds = 60_000;

/**
 * Events as they are told in a timeline. Kubernetes warns of every question that Jupyter does not answer, also of those
 * of its first seconds, when it cannot.
 */
export function quietStart(
  events: readonly ServerEvent[],
  pod: ServerPod | undefined,
): readonly ServerEvent[] {
  const starts = (pod?.status.containerStatuses ?? []).flatMap(({ state }) =>
    state.running?.startedAt ? [Date.parse(state.running.startedAt)] : [],
  );
  const started = Math.max(...starts);
  return events.map(event => {
    const at = Date.parse(event.lastAt);
    const isNormal =
      event.reason.code === 'ProbeFailing' &&
      at >= started &&
      at <= started + silenceMilliseconds;
    if (!isNormal) return event;
    const { code, message } = event.reason;
    return {
      ...event,
      severity: 'normal',
      reason: { code, message, sentence: 'Jupyter does not answer yet.' },
    };
  });
}
