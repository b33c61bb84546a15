import { eventView, hasReadyEndpoint, podView } from './views';

describe('podView', () => {
  it('reads a pod that has just been made', () => {
    const pod = {
      metadata: {
        name: 'ada-0',
        uid: 'u',
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: { containers: [] },
    };
    expect(podView(pod)).toMatchObject({
      phase: 'Pending',
      containers: [],
      conditions: [],
      deleting: false,
    });
  });

  it('reads what each container does', () => {
    const status = (state: object, more: object = {}) => ({
      name: 'c',
      ready: false,
      restartCount: 2,
      state,
      ...more,
    });
    const pod = {
      metadata: {
        name: 'ada-0',
        uid: 'u',
        creationTimestamp: '2026-01-01T00:00:00Z',
        deletionTimestamp: '2026-01-01T00:00:00Z',
        labels: { 'controller-revision-hash': 'ada-1' },
      },
      spec: { nodeName: 'm', readinessGates: [{}] },
      status: {
        phase: 'Running',
        initContainerStatuses: [
          status({ terminated: { exitCode: 0, reason: 'Completed' } }),
        ],
        containerStatuses: [
          status(
            { running: { startedAt: 'x' } },
            { ready: true, started: true },
          ),
          status(
            { waiting: { reason: 'CrashLoopBackOff', message: 'm' } },
            {
              lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
            },
          ),
        ],
      },
    };
    const view = podView(pod);
    expect(view).toMatchObject({
      node: 'm',
      revision: 'ada-1',
      deleting: true,
      hasReadinessGates: true,
    });
    expect(
      view.containers.map(({ kind, activity, started }) => [
        kind,
        activity.type,
        started,
      ]),
    ).toEqual([
      ['init', 'terminated', false],
      ['regular', 'running', true],
      ['regular', 'waiting', false],
    ]);
    expect(view.containers[2].lastTermination).toEqual({
      exitCode: 137,
      reason: 'OOMKilled',
    });
  });
});

describe('hasReadyEndpoint', () => {
  it.each([
    [{ endpoints: null }, false],
    [{ endpoints: [] }, false],
    [{ endpoints: [{ conditions: { ready: false } }] }, false],
    [
      {
        endpoints: [
          { conditions: { ready: false } },
          { conditions: { ready: true } },
        ],
      },
      true,
    ],
    [{ endpoints: [{}] }, true],
  ])('reads %j', (slice, expected) => {
    expect(hasReadyEndpoint(slice)).toBe(expected);
  });
});

describe('eventView', () => {
  it('takes the latest of the times that an event has', () => {
    const event = {
      metadata: {},
      involvedObject: { kind: 'Pod', name: 'ada-0' },
      reason: 'Pulling',
      message: 'x',
    };
    expect(
      eventView({
        ...event,
        lastTimestamp: null,
        eventTime: '2026-01-01T00:00:00Z',
      }),
    ).toMatchObject({
      about: 'ada-0',
      lastAt: '2026-01-01T00:00:00Z',
    });
    expect(
      eventView({ ...event, eventTime: 'a', series: { lastObservedTime: 'b' } })
        .lastAt,
    ).toBe('b');
  });
});
