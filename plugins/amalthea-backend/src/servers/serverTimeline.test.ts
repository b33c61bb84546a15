import { observeServer } from './ObservedServer';
import { toServerEvents } from './serverEvents';
import { parseServerPod } from './ServerPod';
import { serverTimeline } from './serverTimeline';

function server(status: object, spec: object = {}) {
  return observeServer('dev', {
    metadata: {
      name: 'a',
      namespace: 'b',
      uid: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    spec: { jupyterServer: {}, storage: { pvc: { enabled: true } }, ...spec },
    status,
  })!;
}
const pod = (status: object) =>
  parseServerPod({ metadata: { name: 'a-0' }, spec: {}, status });
const scheduled = {
  type: 'PodScheduled',
  status: 'True',
  lastTransitionTime: '2026-01-01T00:00:05Z',
};
const mounted = {
  type: 'PodReadyToStartContainers',
  status: 'True',
  lastTransitionTime: '2026-01-01T00:00:07Z',
};
const states = (timeline: ReturnType<typeof serverTimeline>) =>
  timeline.steps.map(step => step.state).join(' ');
const active = (timeline: ReturnType<typeof serverTimeline>) =>
  timeline.steps.find(
    step => step.state === 'active' || step.state === 'failed',
  );

describe('serverTimeline', () => {
  it('begins with a server that nobody has looked at', () => {
    const timeline = serverTimeline({ server: server({}), events: [] });
    expect(states(timeline)).toBe(
      'done active waiting waiting waiting waiting waiting',
    );
  });

  it('calls a step finished only when it is', () => {
    const { steps } = serverTimeline({
      server: server({ state: 'starting' }),
      pod: pod({ conditions: [scheduled] }),
      events: [],
    });
    expect(steps.map(({ state, title }) => `${state}: ${title}`)).toEqual([
      'done: Requested',
      'done: Accepted',
      'done: Machine found',
      'active: Attaching the disk',
      'waiting: Download the image',
      'waiting: Start Jupyter',
      'waiting: Ready to open',
    ]);
  });

  it('says what it waits for, from the operator', () => {
    const timeline = serverTimeline({
      server: server({
        state: 'starting',
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: 'Unschedulable',
            message: '0/3 nodes',
          },
        ],
      }),
      pod: pod({}),
      events: [],
    });
    expect(active(timeline)).toMatchObject({
      step: 'scheduled',
      reason: { code: 'Unschedulable', message: '0/3 nodes' },
    });
  });

  it('says what it waits for, from an event, when the operator speaks of something else', () => {
    const events = toServerEvents(
      [
        {
          metadata: { uid: 'e' },
          reason: 'Pulling',
          message: 'Pulling image',
          lastTimestamp: '2026-01-01T00:00:08Z',
          involvedObject: {},
        },
      ],
      '',
      () => true,
    );
    const timeline = serverTimeline({
      server: server({ state: 'starting' }),
      pod: pod({ conditions: [scheduled, mounted] }),
      events,
    });
    expect(active(timeline)).toMatchObject({
      step: 'image',
      at: '2026-01-01T00:00:07Z',
      reason: { code: 'ImagePulling' },
    });
  });

  it.each(['NameConflict', 'PatchFailed', 'InvalidSpec'])(
    'fails at once with what no pod is made for (%s)',
    reason => {
      const timeline = serverTimeline({
        server: server({
          state: 'failed',
          conditions: [{ type: 'Stalled', status: 'True', reason }],
        }),
        events: [],
      });
      expect(active(timeline)).toMatchObject({
        step: 'accepted',
        state: 'failed',
        reason: { code: reason },
      });
    },
  );

  it('fails at the step that cannot be done', () => {
    const timeline = serverTimeline({
      server: server({
        state: 'failed',
        conditions: [
          {
            type: 'Stalled',
            status: 'True',
            reason: 'ContainerCrashed',
            message: 'exit code 1',
          },
        ],
      }),
      pod: pod({
        conditions: [scheduled, mounted],
        containerStatuses: [
          {
            name: 'jupyter-server',
            imageID: 'sha256:1',
            state: { waiting: { reason: 'CrashLoopBackOff' } },
          },
        ],
      }),
      events: [],
    });
    expect(active(timeline)).toMatchObject({
      step: 'started',
      state: 'failed',
      reason: { code: 'ContainerCrashed' },
    });
  });

  it('is complete for a running server, and has no disk step where nothing is kept', () => {
    const timeline = serverTimeline({
      server: server(
        {
          state: 'running',
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              reason: 'Running',
              message: '',
              lastTransitionTime: '2026-01-01T00:01:00Z',
            },
          ],
        },
        { storage: {} },
      ),
      events: [],
    });
    expect(states(timeline)).toBe('done done done skipped done done done');
    expect(timeline.steps.at(-1)).toMatchObject({
      step: 'ready',
      at: '2026-01-01T00:01:00Z',
    });
  });

  it('shows no steps for a stopped server, but what happened', () => {
    const timeline = serverTimeline({
      server: server({
        state: 'hibernated',
        conditions: [
          {
            type: 'Hibernated',
            status: 'True',
            reason: 'HibernatedIdle',
            message: '',
            lastTransitionTime: '2026-01-01T02:00:00Z',
          },
        ],
      }),
      events: [],
    });
    expect(timeline.steps).toEqual([]);
    expect(timeline.happenings.map(happening => happening.at)).toEqual([
      '2026-01-01T02:00:00Z',
      '2026-01-01T00:00:00Z',
    ]);
  });

  it('counts a start from the wish that began it', () => {
    const woken = (annotations: Record<string, string>) =>
      serverTimeline({
        server: observeServer('dev', {
          metadata: {
            name: 'a',
            namespace: 'b',
            uid: '1',
            creationTimestamp: '2026-01-01T00:00:00Z',
            annotations,
          },
          spec: { jupyterServer: {} },
          status: { state: 'starting', startingSince: '2026-01-02T00:00:03Z' },
        })!,
        events: [],
      }).steps[0].at;
    const wake = 'amalthea.dev/wake-requested-at';
    expect(woken({})).toBe('2026-01-01T00:00:00Z');
    expect(woken({ [wake]: '2026-01-02T00:00:03.9Z' })).toBe(
      '2026-01-02T00:00:03.9Z',
    );
    expect(woken({ [wake]: '2026-01-03T00:00:00Z' })).toBe(
      '2026-01-01T00:00:00Z',
    );
    expect(woken({ [wake]: 'soon' })).toBe('2026-01-01T00:00:00Z');
  });

  it.each([
    ['2026-01-01T00:00:09Z', 'normal', 'Jupyter does not answer yet.'],
    ['2026-01-01T00:05:00Z', 'warning', 'Jupyter does not answer.'],
  ])('warns of silence only after the start (%s)', (at, severity, title) => {
    const events = toServerEvents(
      [
        {
          metadata: { uid: 'e' },
          type: 'Warning',
          reason: 'Unhealthy',
          message: 'Readiness probe failed: refused',
          lastTimestamp: at,
          involvedObject: {},
        },
      ],
      '',
      () => true,
    );
    const { happenings } = serverTimeline({
      server: server({ state: 'running' }),
      pod: pod({
        containerStatuses: [
          {
            name: 'jupyter-server',
            imageID: 'sha256:1',
            state: { running: { startedAt: '2026-01-01T00:00:08Z' } },
          },
        ],
      }),
      events,
    });
    expect(happenings).toContainEqual(
      expect.objectContaining({ severity, title }),
    );
  });
});
