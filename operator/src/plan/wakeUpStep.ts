import { annotations } from '@amalthea/jupyterserver';

import { Intent } from './Intent';
import { Step } from './PlanContext';

/** How soon to look again at a name that is taken: nothing tells us when it becomes free. */
const conflictMilliseconds = 30_000;
const previousOwnerMilliseconds = 2_000;

/** Asks to be looked at again where no change of an object will do so. */
export const wakeUpStep: Step = ({ observed, now }) => {
  const waits: number[] = [];
  for (const { owner } of observed.foreign.values()) {
    waits.push(
      owner === 'previous' ? previousOwnerMilliseconds : conflictMilliseconds,
    );
  }
  const restartAt = Date.parse(
    observed.server.annotations[annotations.restartRequestedAt] ?? '',
  );
  if (restartAt > now) {
    waits.push(restartAt - now);
  }
  const wakeUp: readonly Intent[] =
    waits.length > 0
      ? [{ type: 'wakeUp', afterMilliseconds: Math.min(...waits) }]
      : [];
  return wakeUp;
};
