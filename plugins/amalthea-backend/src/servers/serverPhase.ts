import type {
  ServerPhase,
  ServerReason,
} from '@amalthea/plugin-amalthea-common';
import { annotationKeys } from '../profiles/annotationKeys';
import type { ObservedServer } from './ObservedServer';
import { serverReason } from './serverReason';

/**
 * What people call the state. A wish that the operator has not carried out yet counts already: whoever pressed Stop or
 * Start sees that it was heard.
 */
export function serverPhase(server: ObservedServer): ServerPhase {
  const { metadata, spec, status } = server;
  if (metadata.deletionTimestamp !== undefined || status.state === 'stopping') {
    return 'deleting';
  }
  if (spec.jupyterServer.hibernated) return 'stopped';
  switch (status.state) {
    case 'running':
    case 'failed':
      return status.state;
    case 'hibernated':
      return isWaking(server) ? 'starting' : 'stopped';
    default:
      return 'starting';
  }
}

/** Stopped still, but asked to wake after the stop; or its definition, which had stopped it, does not any more. */
function isWaking({ metadata, status }: ObservedServer): boolean {
  const { since, cause } = status.hibernation;
  if (cause === 'user') return true;
  const wakeRequestedAt = metadata.annotations[annotationKeys.wakeRequestedAt];
  return (
    wakeRequestedAt !== undefined &&
    since !== undefined &&
    Date.parse(wakeRequestedAt) > Date.parse(since)
  );
}

const conditionOrder: Readonly<Record<ServerPhase, readonly string[]>> = {
  deleting: [],
  failed: ['Stalled', 'NameConflict', 'PatchesApplied', 'Ready', 'Progressing'],
  starting: ['NameConflict', 'Progressing', 'Ready'],
  running: [],
  stopped: ['Expired', 'Hibernated'],
};

/** Conditions for which `True` is the bad or notable news; for the others it is `False`. */
const notableWhenTrue = [
  'Stalled',
  'NameConflict',
  'Progressing',
  'Hibernated',
  'Expired',
  'UpdatePending',
];

/** Why the server is in this phase: the first condition that speaks about it. */
export function phaseReason(
  server: ObservedServer,
  phase: ServerPhase,
): ServerReason | undefined {
  if (phase === 'deleting') return serverReason('Deleting');
  for (const type of conditionOrder[phase]) {
    const condition = server.status.conditions.find(
      candidate => candidate.type === type,
    );
    if (!condition) continue;
    if ((condition.status === 'True') === notableWhenTrue.includes(type)) {
      return serverReason(condition.reason, condition.message);
    }
  }
  return undefined;
}
