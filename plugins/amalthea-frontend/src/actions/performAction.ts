import type {
  AmaltheaApi,
  ServerReference,
} from '@amalthea/plugin-amalthea-common';
import type { ServerAction } from '../words';

/** How much longer one press on *Keep 1 h more* keeps a server. */
export const KEEP_MINUTES = 60;

/** Actions that end something people may still need, and so are confirmed first. */
export function needsConfirmation(action: ServerAction): boolean {
  return action === 'hibernate' || action === 'restart' || action === 'delete';
}

/** Sends an action to the backend. */
export async function performAction(
  api: AmaltheaApi,
  action: ServerAction,
  reference: ServerReference,
): Promise<void> {
  switch (action) {
    case 'hibernate':
      await api.hibernateServer(reference);
      return;
    case 'resume':
      await api.resumeServer(reference);
      return;
    case 'restart':
      await api.restartServer(reference);
      return;
    case 'keep':
      await api.keepServer(reference, { minutes: KEEP_MINUTES });
      return;
    default:
      await api.deleteServer(reference);
  }
}
