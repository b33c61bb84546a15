import type { ServerCondition } from '@amalthea/plugin-amalthea-common';

/** How a condition is shown: fine, worth a look, wrong, or not known. */
export type ConditionLook = 'good' | 'notable' | 'bad' | 'unknown';

/** Conditions that are False when all is well. */
const abnormalWhenTrue: ReadonlyMap<string, ConditionLook> = new Map([
  ['Progressing', 'notable'],
  ['Hibernated', 'notable'],
  ['UpdatePending', 'notable'],
  ['Stalled', 'bad'],
  ['Expired', 'bad'],
  ['NameConflict', 'bad'],
]);

/** Whether what a condition says is good, whatever its status is called. */
export function conditionLook({
  type,
  status,
}: Pick<ServerCondition, 'type' | 'status'>): ConditionLook {
  if (status === 'Unknown') return 'unknown';
  const whenTrue = abnormalWhenTrue.get(type);
  if (whenTrue) return status === 'True' ? whenTrue : 'good';
  return status === 'True' ? 'good' : 'bad';
}

/** Without those that only repeat the sentence of one before them. */
export function withoutRepetition(
  conditions: readonly ServerCondition[],
): readonly ServerCondition[] {
  const said = new Set<string>();
  return conditions.filter(({ reason }) => {
    const key = JSON.stringify(reason);
    const repeats = said.has(key);
    said.add(key);
    return !repeats;
  });
}
