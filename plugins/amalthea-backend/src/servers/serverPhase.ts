import type {
  ServerPhase,
  ServerReason,
} from '@amalthea/plugin-amalthea-common';
import type { ObservedServer } from './ObservedServer';
import { serverReason } from './serverReason';

/** What people call the state. A server without a status yet is starting, or stopped if it was asked to be. */
export function serverPhase(server: ObservedServer): ServerPhase {
  if (server.metadata.deletionTimestamp !== undefined) return 'deleting';
  switch (server.status.state) {
    case 'running':
    case 'starting':
    case 'failed':
      return server.status.state;
    case 'hibernated':
      return 'stopped';
    case 'stopping':
      return 'deleting';
    default:
      return server.spec.jupyterServer.hibernated ? 'stopped' : 'starting';
  }
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
