import { resourceOverride } from './argoCdSettings';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

function server(
  status: object | undefined,
  metadata: object = {},
  spec: object = {},
): object {
  return {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name: 'a', namespace: 'lab', generation: 2, ...metadata },
    spec: { routing: { host: 'a.example.org' }, ...spec },
    ...(status ? { status } : {}),
  };
}

const state = (value: string, conditions: readonly Condition[] = []) => ({
  observedGeneration: 2,
  state: value,
  conditions: conditions.map(condition => ({
    ...condition,
    reason: 'Test',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  })),
});

async function health(object: object): Promise<readonly [string, string]> {
  const text = await resourceOverride(['health'], object);
  const [, status = '', message = ''] =
    /^STATUS: (\S+)\nMESSAGE: (.*)$/m.exec(text) ?? [];
  return [status, message];
}

describe('the health of a JupyterServer in Argo CD', () => {
  it.each([
    ['no status yet', undefined, 'Progressing', 'Waiting for the operator.'],
    [
      'an old status',
      { ...state('running'), observedGeneration: 1 },
      'Progressing',
      'The operator has not seen the latest change yet.',
    ],
    [
      'starting',
      state('starting', [
        {
          type: 'Ready',
          status: 'False',
          message: 'The image is being downloaded.',
        },
      ]),
      'Progressing',
      'The image is being downloaded.',
    ],
    [
      'running',
      state('running', [
        { type: 'Ready', status: 'True', message: 'It runs.' },
      ]),
      'Healthy',
      'It runs.',
    ],
    [
      'running without conditions, as classic says it',
      { state: 'running' },
      'Healthy',
      'Running.',
    ],
    [
      'not ready any more',
      state('running', [
        { type: 'Ready', status: 'False', message: 'It does not answer.' },
      ]),
      'Progressing',
      'It does not answer.',
    ],
    [
      'running what another renderer made',
      state('running', [
        { type: 'Ready', status: 'True' },
        {
          type: 'RenderedInSync',
          status: 'False',
          message: 'Different: the render hash.',
        },
      ]),
      'Healthy',
      'Running. Different: the render hash.',
    ],
    [
      'hibernated',
      state('hibernated', [
        { type: 'Hibernated', status: 'True', message: 'Nobody used it.' },
      ]),
      'Suspended',
      'Nobody used it.',
    ],
    [
      'failed',
      state('failed', [
        { type: 'Ready', status: 'False', message: 'Out of memory.' },
      ]),
      'Degraded',
      'Out of memory.',
    ],
    [
      'stalled',
      state('starting', [
        { type: 'Stalled', status: 'True', message: 'Its name is taken.' },
      ]),
      'Degraded',
      'Its name is taken.',
    ],
    ['stopping', state('stopping'), 'Progressing', 'The server is stopping.'],
  ])('of one that has %s', async (_what, status, expected, message) => {
    expect(await health(server(status))).toEqual([expected, message]);
  });

  it('of one that is being deleted is Argo CD’s own', async () => {
    const object = server(state('running'), {
      deletionTimestamp: '2026-01-01T00:00:00Z',
    });
    expect(await health(object)).toEqual(['Progressing', 'Pending deletion']);
  });
});

describe('the actions on a JupyterServer in Argo CD', () => {
  const disabled = async (object: object) => {
    const text = await resourceOverride(['list-actions'], object);
    return Object.fromEntries(
      [...text.matchAll(/^(\w+)\s+(true|false)$/gm)].map(([, name, value]) => [
        name,
        value === 'true',
      ]),
    );
  };

  it('offer what makes sense', async () => {
    expect(await disabled(server(state('running')))).toEqual({
      hibernate: false,
      restart: false,
      resume: true,
    });
    expect(await disabled(server(state('hibernated')))).toEqual({
      hibernate: true,
      restart: true,
      resume: false,
    });
    expect(await disabled(server(undefined))).toEqual({
      hibernate: false,
      restart: true,
      resume: true,
    });
  });

  it.each([
    ['hibernate', 'running', 'amalthea.dev/hibernate-requested-at'],
    ['resume', 'hibernated', 'amalthea.dev/wake-requested-at'],
    ['restart', 'running', 'amalthea.dev/restart-requested-at'],
  ])(
    '%s asks by an annotation, which is not Git’s',
    async (action, from, annotation) => {
      const before = Date.now();
      const text = await resourceOverride(
        ['run-action', action],
        server(state(from)),
      );
      const [, time = ''] =
        new RegExp(
          `${annotation}: "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)"`,
        ).exec(text) ?? [];
      expect(Math.abs(Date.parse(time) - before)).toBeLessThan(60_000);
      expect(text).not.toMatch(/^[<>] {2}?spec/m);
    },
  );
});
