import { annotations } from '@amalthea/jupyterserver';

import { Intent } from './Intent';
import { parseTime } from './observed/requestedAt';
import { Step } from './PlanContext';

/** How soon to look again at a name that is taken: nothing tells us when it becomes free. */
const conflictMilliseconds = 30_000;
const previousOwnerMilliseconds = 2_000;

/** Requests that lie ahead count when their time has come. */
const requests = [
  annotations.restartRequestedAt,
  annotations.hibernateRequestedAt,
  annotations.wakeRequestedAt,
] as const;

/** Asks to be looked at again where no change of an object will do so. */
export const wakeUpStep: Step = ({ observed, finding, now }) => {
  const waits: number[] = [];
  for (const { owner } of observed.foreign.values()) {
    waits.push(
      owner === 'previous' ? previousOwnerMilliseconds : conflictMilliseconds,
    );
  }
  for (const name of requests) {
    const dueAt = parseTime(observed.server.annotations[name]);
    if (dueAt !== undefined && dueAt > now) {
      waits.push(dueAt - now);
    }
  }
  if (finding.until !== undefined) {
    waits.push(Math.max(finding.until - now, 0) + 1);
  }
  const wakeUp: readonly Intent[] =
    waits.length > 0
      ? [{ type: 'wakeUp', afterMilliseconds: Math.min(...waits) }]
      : [];
  return wakeUp;
};
