import { mockServices } from '@backstage/backend-test-utils';
import { InMemoryClusterAccess } from '../__testUtils__/InMemoryClusterAccess';
import { ServerNotifier } from './ServerNotifier';

const owned = {
  uid: '1',
  annotations: { 'amalthea.dev/owner': 'user:default/ada' },
};
const running = { metadata: owned, status: { state: 'running' } };

function start() {
  const clusters = new InMemoryClusterAccess();
  const send = jest.fn(async () => {});
  const notifier = new ServerNotifier({
    notifications: { send },
    logger: mockServices.logger.mock(),
  });
  clusters.subscribe(change => notifier.handle(change));
  return { clusters, send };
}

describe('ServerNotifier', () => {
  it('tells the owner once that a server has failed, and why', () => {
    const { clusters, send } = start();
    const failed = {
      metadata: owned,
      status: {
        state: 'failed',
        conditions: [
          {
            type: 'Stalled',
            status: 'True',
            reason: 'OutOfMemory',
            message: '',
          },
        ],
      },
    };
    clusters.putServer('genomics', running);
    clusters.putServer('genomics', failed);
    clusters.putServer('genomics', failed);
    expect(send).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: 'user:default/ada' },
      payload: expect.objectContaining({
        title: 'Your server genomics has failed',
        description: expect.stringContaining('memory'),
        link: '/amalthea/servers/dev/research/genomics',
        severity: 'high',
      }),
    });
  });

  it.each([
    ['idle', 1],
    ['maxAge', 1],
    ['user', 0],
  ])('tells about a stop for the cause %s %i times', (cause, times) => {
    const { clusters, send } = start();
    clusters.putServer('genomics', running);
    clusters.putServer('genomics', {
      metadata: owned,
      spec: { jupyterServer: { hibernated: cause === 'user' } },
      status: {
        state: 'hibernated',
        hibernation: { since: '2026-01-01T00:00:00Z', cause },
      },
    });
    expect(send).toHaveBeenCalledTimes(times);
  });

  it.each([
    ['2026-01-01T00:01:59Z', 0],
    ['2026-01-01T00:02:00Z', 1],
  ])(
    'calls back who waited from midnight to %s, %i times',
    (readyAt, times) => {
      const { clusters, send } = start();
      clusters.putServer('genomics', {
        metadata: owned,
        status: { state: 'starting', startingSince: '2026-01-01T00:00:00Z' },
      });
      clusters.putServer('genomics', {
        metadata: owned,
        status: {
          state: 'running',
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'Running',
              message: '',
              lastTransitionTime: readyAt,
            },
          ],
        },
      });
      expect(send).toHaveBeenCalledTimes(times);
    },
  );

  it('says nothing about what it sees for the first time', () => {
    const { clusters, send } = start();
    clusters.putServer('genomics', {
      metadata: owned,
      status: { state: 'failed' },
    });
    expect(send).not.toHaveBeenCalled();
  });
});
