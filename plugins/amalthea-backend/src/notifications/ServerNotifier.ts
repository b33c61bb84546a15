import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  ServerPhase,
  ServerReason,
} from '@amalthea/plugin-amalthea-common';
import type { ClusterChange } from '../clusters/ClusterAccess';
import type { ObservedServer } from '../servers/ObservedServer';
import { phaseReason, serverPhase } from '../servers/serverPhase';
import { serverOwner } from '../servers/serverSummary';

interface Notice {
  readonly title: string;
  readonly severity: 'low' | 'normal' | 'high';
}

/** After so long people look at something else, and want to be called back. */
const slowStartMilliseconds = 2 * 60_000;

/**
 * Tells owners what happened to their servers while they were not looking: a failure, a stop that they did not ask
 * for, and the end of a start that took long.
 */
export class ServerNotifier {
  readonly #notifications: Pick<NotificationService, 'send'>;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly notifications: Pick<NotificationService, 'send'>;
    readonly logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#logger = options.logger;
  }

  handle(change: ClusterChange): void {
    if (change.type !== 'server' || !change.previous) return;
    const { current, previous } = change;
    const phase = serverPhase(current);
    const owner = serverOwner(current);
    if (
      owner === undefined ||
      current.metadata.uid !== previous.metadata.uid ||
      phase === serverPhase(previous)
    )
      return;
    const reason = phaseReason(current, phase);
    const notice = noticeOf(current, previous, phase);
    if (notice) void this.#send(current, owner, notice, reason);
  }

  async #send(
    server: ObservedServer,
    owner: string,
    notice: Notice,
    reason: ServerReason | undefined,
  ): Promise<void> {
    const { name, namespace, uid } = server.metadata;
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: {
          title: notice.title,
          description: [reason?.sentence, reason?.hint]
            .filter(Boolean)
            .join(' '),
          link: `/amalthea/servers/${[server.cluster, namespace, name]
            .map(encodeURIComponent)
            .join('/')}`,
          severity: notice.severity,
          topic: 'jupyter-servers',
          // A newer notice about the same server takes the place of the older one.
          scope: `amalthea:${uid}`,
        },
      });
    } catch (error) {
      this.#logger.warn(
        `The owner of ${namespace}/${name} could not be notified`,
        { error: String(error) },
      );
    }
  }
}

function noticeOf(
  server: ObservedServer,
  previous: ObservedServer,
  phase: ServerPhase,
): Notice | undefined {
  const { name } = server.metadata;
  if (phase === 'failed')
    return { title: `Your server ${name} has failed`, severity: 'high' };
  const { cause } = server.status.hibernation;
  if (phase === 'stopped' && cause !== undefined && cause !== 'user') {
    return { title: `Your server ${name} was stopped`, severity: 'normal' };
  }
  if (phase === 'running' && wasSlow(server, previous))
    return { title: `Your server ${name} is ready`, severity: 'low' };
  return undefined;
}

/** By the operator's own times, which the end of the start takes along. */
function wasSlow(server: ObservedServer, previous: ObservedServer): boolean {
  const { startingSince } = previous.status;
  const ready = server.status.conditions.find(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  if (startingSince === undefined || !ready?.lastTransitionTime) return false;
  return (
    Date.parse(ready.lastTransitionTime) - Date.parse(startingSince) >=
    slowStartMilliseconds
  );
}
