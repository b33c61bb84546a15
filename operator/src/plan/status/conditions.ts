import { conditionTypes, Reason, reasons } from '@amalthea/jupyterserver';

import { RenderedComparison } from '../delivery/compareRendered';
import { PlanContext } from '../PlanContext';
import { findRefusal } from '../readiness/desiredPolicies';
import { isServing, missingRoute } from '../readiness/runningPolicies';
import { ConditionDraft } from './mergeConditions';

/** A reason's sentence, and what it does not say. */
export function messageOf(reason: Reason, detail?: string): string {
  const { sentence } = reasons[reason];
  return detail ? `${sentence} ${detail}` : sentence;
}

function draft(
  type: string,
  status: ConditionDraft['status'],
  reason: Reason,
  detail?: string,
): ConditionDraft {
  return { type, status, reason, message: messageOf(reason, detail) };
}

/**
 * The conditions of the status. Stalled and NameConflict are there only while they are true, as kstatus
 * wants it.
 *
 * @param context - what is the case
 * @param updatePending - whether the pod runs an older template
 * @param rendered - what comparing Git's children with ours gave; only when Git owns them
 */
export function draftConditions(
  context: PlanContext,
  updatePending: boolean,
  rendered: RenderedComparison | undefined,
): readonly ConditionDraft[] {
  const { finding, paused } = context;
  const { state, reason, detail } = finding;
  const drafts: ConditionDraft[] = [
    draft(
      conditionTypes.ready,
      state === 'running' ? 'True' : 'False',
      reason,
      detail,
    ),
    paused
      ? draft(conditionTypes.progressing, 'False', 'Paused')
      : draft(
          conditionTypes.progressing,
          state === 'starting' || state === 'stopping' ? 'True' : 'False',
          reason,
          detail,
        ),
    routing(context),
    patches(context),
    hibernated(context),
    updatePending
      ? draft(conditionTypes.updatePending, 'True', 'UpdateWaiting')
      : draft(conditionTypes.updatePending, 'False', 'UpToDate'),
  ];
  const problem = problemOf(context);
  if (problem) {
    drafts.push(
      draft(conditionTypes.stalled, 'True', problem.reason, problem.detail),
    );
  }
  const conflicts = [...context.observed.foreign.values()].filter(
    ({ owner }) => owner === 'other',
  );
  if (conflicts.length > 0) {
    const names = conflicts.map(({ description }) => description).join(', ');
    drafts.push(
      draft(
        conditionTypes.nameConflict,
        'True',
        'NameConflict',
        `Taken: ${names}.`,
      ),
    );
  }
  if (rendered) {
    drafts.push(
      rendered.inSync
        ? draft(conditionTypes.renderedInSync, 'True', 'RenderedBySameVersion')
        : draft(
            conditionTypes.renderedInSync,
            'False',
            'RenderedDiffers',
            rendered.detail,
          ),
    );
  }
  return drafts;
}

/** What a person has to put right, also while the server still runs as it was. */
function problemOf(
  context: PlanContext,
): { reason: Reason; detail?: string } | undefined {
  const { observed, desired, finding } = context;
  if (finding.state === 'failed') {
    return finding;
  }
  if (observed.desired.type === 'invalid') {
    return { reason: 'InvalidSpec', detail: observed.desired.problem };
  }
  return desired.type === 'refused'
    ? { reason: 'PatchFailed', detail: desired.problem }
    : findRefusal(context);
}

function routing({ observed }: PlanContext): ConditionDraft {
  if (!isServing(observed.pod)) {
    return draft(conditionTypes.routingReady, 'False', 'RouteUnknown');
  }
  const missing = missingRoute(observed);
  return missing
    ? draft(conditionTypes.routingReady, 'False', 'RouteNotReady', missing)
    : draft(conditionTypes.routingReady, 'True', 'RouteReady');
}

function patches({ observed, desired }: PlanContext): ConditionDraft {
  if (observed.desired.type === 'invalid') {
    return draft(conditionTypes.patchesApplied, 'Unknown', 'InvalidSpec');
  }
  return desired.type === 'refused'
    ? draft(
        conditionTypes.patchesApplied,
        'False',
        'PatchFailed',
        desired.problem,
      )
    : draft(conditionTypes.patchesApplied, 'True', 'PatchesApplied');
}

function hibernated({ decision }: PlanContext): ConditionDraft {
  return decision.run
    ? draft(conditionTypes.hibernated, 'False', 'NotHibernated')
    : draft(conditionTypes.hibernated, 'True', decision.reason);
}
