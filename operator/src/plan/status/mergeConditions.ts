import { Condition } from '@amalthea/jupyterserver';

/** A condition before it has a time. */
export interface ConditionDraft {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

const maximumMessageLength = 4_096;

/**
 * Gives conditions their times: a transition is a change of status, and nothing else. Those of the previous
 * status that are not drafted any more disappear.
 *
 * @param drafts - in the order in which they are written
 * @param previous - what was written last
 * @param observedGeneration - what the drafts are about
 * @param now - RFC 3339, in whole seconds
 */
export function mergeConditions(
  drafts: readonly ConditionDraft[],
  previous: readonly Condition[],
  observedGeneration: number,
  now: string,
): Condition[] {
  return drafts.map(draft => {
    const before = previous.find(({ type }) => type === draft.type);
    return {
      type: draft.type,
      status: draft.status,
      observedGeneration,
      lastTransitionTime:
        before?.status === draft.status ? before.lastTransitionTime : now,
      reason: draft.reason,
      message: draft.message.slice(0, maximumMessageLength),
    };
  });
}
