import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';

/** Three clusters, one of which stopped answering six minutes before `now`. */
export function fakeClusters(now: Date): readonly ClusterHealth[] {
  const before = (minutes: number) =>
    new Date(now.getTime() - minutes * 60_000).toISOString();
  return [
    {
      name: 'dev',
      title: 'Development',
      state: 'reachable',
      since: before(300),
    },
    { name: 'gpu', title: 'GPU', state: 'reachable', since: before(300) },
    {
      name: 'edge',
      title: 'Edge',
      state: 'unreachable',
      since: before(6),
      error: {
        code: 'ClusterUnreachable',
        sentence: 'The cluster does not answer.',
        message: 'connect ETIMEDOUT 10.12.0.1:6443',
      },
    },
  ];
}
