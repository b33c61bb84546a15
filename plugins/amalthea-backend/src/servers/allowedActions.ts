import type {
  AllowedActions,
  ServerDelivery,
  ServerPhase,
} from '@amalthea/plugin-amalthea-common';
import { readOnlyReason } from './serverDelivery';
import type { ServerGrants } from './ServerViewer';

export interface ActionCircumstances {
  readonly phase: ServerPhase;
  readonly delivery: ServerDelivery;
  readonly grants: ServerGrants;
  /** Whether the definition itself says that the server is stopped. */
  readonly definedAsStopped: boolean;
}

/** Which buttons work: what the policy grants, in the present phase, for this kind of delivery. */
export function allowedActions({
  phase,
  delivery,
  grants,
  definedAsStopped,
}: ActionCircumstances): AllowedActions {
  const alive = phase !== 'deleting';
  const editable = grants.update && alive && delivery !== 'gitops';
  const annotatable = grants.update && alive;
  const reason = readOnlyReason(delivery);
  return {
    update: editable,
    hibernate: editable && phase !== 'stopped',
    resume: phase === 'stopped' && (definedAsStopped ? editable : annotatable),
    restart: annotatable && phase !== 'stopped',
    keep: annotatable && (phase === 'running' || phase === 'starting'),
    delete: grants.delete && alive && delivery !== 'gitops',
    ...(reason ? { readOnlyReason: reason } : {}),
  };
}
