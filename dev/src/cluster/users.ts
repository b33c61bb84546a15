import { stringify } from 'yaml';
import type { ClusterState } from './clusterState';

interface User {
  readonly user: string;
  readonly groups: readonly string[];
}

export type UserKey = keyof ClusterState['tokens'];

/** The users whom the API server knows by a static token. */
export const users: Readonly<Record<UserKey, User>> = {
  admin: { user: 'admin', groups: ['system:masters'] },
  // Has no rights until somebody binds a role: what the chart grants is what is tested.
  operator: { user: 'amalthea-operator', groups: ['amalthea:operators'] },
  alice: { user: 'alice', groups: ['amalthea:users'] },
  bob: { user: 'bob', groups: ['amalthea:users'] },
  system: { user: 'amalthea-cluster', groups: ['system:masters'] },
  controllerManager: {
    user: 'system:kube-controller-manager',
    groups: ['system:masters'],
  },
  scheduler: { user: 'system:kube-scheduler', groups: ['system:masters'] },
  node: { user: 'system:node:node-0', groups: ['system:nodes'] },
};

/** Those whom people and tests act as; they get a context in the kubeconfig. */
export const contextUsers: readonly UserKey[] = [
  'admin',
  'operator',
  'alice',
  'bob',
];

/** The content of the API server's `--token-auth-file`. */
export function tokenFile(tokens: ClusterState['tokens']): string {
  return keys()
    .map(
      key =>
        `${tokens[key]},${users[key].user},${key},"${users[key].groups.join(
          ',',
        )}"\n`,
    )
    .join('');
}

/** A kubeconfig with a context for each of the users; the first is the current one. */
export function kubeconfig(
  state: ClusterState,
  certificateAuthority: string,
  contexts: readonly UserKey[],
): string {
  const cluster = `amalthea-${state.name}`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contexts[0],
    clusters: [
      {
        name: cluster,
        cluster: {
          server: state.server,
          'certificate-authority-data':
            Buffer.from(certificateAuthority).toString('base64'),
        },
      },
    ],
    users: contexts.map(key => ({
      name: key,
      user: { token: state.tokens[key] },
    })),
    contexts: contexts.map(key => ({
      name: key,
      context: { cluster, user: key, namespace: 'default' },
    })),
  });
}

function keys(): UserKey[] {
  return Object.keys(users) as UserKey[];
}
