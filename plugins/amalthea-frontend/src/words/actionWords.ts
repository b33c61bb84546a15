import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { formatBytes } from '../format';

/** What people can do to a server that exists. */
export type ServerAction =
  | 'hibernate'
  | 'resume'
  | 'restart'
  | 'keep'
  | 'delete';

/** The words around one action on one server. */
export interface ActionWords {
  /** On the button and in the menu. */
  readonly label: string;
  /** Above the confirmation. */
  readonly question: string;
  /** What happens, one sentence each; what happens to the disk always among them. */
  readonly consequences: readonly string[];
  /** Said when it was done. */
  readonly done: string;
}

/** The words for an action, saying what happens to the files of this very server. */
export function actionWords(
  action: ServerAction,
  server: Pick<ServerSummary, 'reference' | 'resources' | 'delivery'>,
): ActionWords {
  const { name } = server.reference;
  switch (action) {
    case 'hibernate':
      return {
        label: 'Stop',
        question: `Stop ${name}?`,
        consequences: [
          'Running kernels and terminals end, and what they held in memory is lost.',
          diskAfterStop(server),
          'You can start it again at any time.',
        ],
        done: `${name} is stopping`,
      };
    case 'restart':
      return {
        label: 'Restart',
        question: `Restart ${name}?`,
        consequences: [
          'Running kernels and terminals end, and what they held in memory is lost.',
          diskAfterStop(server),
          'Changes that wait for the next start take effect.',
        ],
        done: `${name} is restarting`,
      };
    case 'delete':
      return {
        label: 'Delete',
        question: `Delete ${name}?`,
        consequences: [
          diskAfterDelete(server),
          'This cannot be undone.',
          ...(server.delivery === 'gitops'
            ? [
                'It is defined in Git and comes back unless it is removed there.',
              ]
            : []),
        ],
        done: `${name} is being deleted`,
      };
    case 'resume':
      return {
        label: 'Start',
        question: `Start ${name}?`,
        consequences: ['It starts with the files it had.'],
        done: `${name} is starting`,
      };
    default:
      return {
        label: 'Keep 1 h more',
        question: `Keep ${name} for one more hour?`,
        consequences: [
          'It does not stop for one hour, even when nobody uses it.',
        ],
        done: `${name} is kept for one more hour`,
      };
  }
}

function diskAfterStop({
  resources,
}: Pick<ServerSummary, 'resources'>): string {
  if (!resources.diskKept) {
    return 'This server has no disk that is kept: its files are lost.';
  }
  return resources.diskBytes === undefined
    ? 'Files on its disk are kept.'
    : `Files on its ${formatBytes(resources.diskBytes)} disk are kept.`;
}

function diskAfterDelete({
  resources,
}: Pick<ServerSummary, 'resources'>): string {
  if (!resources.diskKept) {
    return 'Its files go with it.';
  }
  return resources.diskBytes === undefined
    ? 'Its disk and all files on it are deleted too.'
    : `Its ${formatBytes(
        resources.diskBytes,
      )} disk and all files on it are deleted too.`;
}
