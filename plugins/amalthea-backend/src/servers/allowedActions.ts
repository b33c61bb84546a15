import type {
  AllowedActions,
  ServerDelivery,
  ServerPhase,
} from '@amalthea/plugin-amalthea-common';
import { readOnlyReason } from './serverDelivery';
import type { ServerGrants } from './ServerViewer';

/** Which buttons work: what the policy grants, in the present phase, for this kind of delivery. */
export function allowedActions(
  phase: ServerPhase,
  delivery: ServerDelivery,
  grants: ServerGrants,
): AllowedActions {
  const alive = phase !== 'deleting';
  const editable = grants.update && alive && delivery !== 'gitops';
  const annotatable = grants.update && alive;
  const reason = readOnlyReason(delivery);
  return {
    update: editable,
    hibernate: editable && phase !== 'stopped',
    resume: annotatable && phase === 'stopped',
    restart: annotatable && phase !== 'stopped',
    keep: annotatable && (phase === 'running' || phase === 'starting'),
    delete: grants.delete && alive && delivery !== 'gitops',
    ...(reason ? { readOnlyReason: reason } : {}),
  };
}
