import { KubernetesObject, resources } from '@amalthea/kube';

import { RunningOperator } from '../src/process/startOperator';
import { pause } from './support/eventually';
import { operatorWrites } from './support/operatorWrites';
import { TestNamespace } from './support/TestNamespace';

interface StatefulSet extends KubernetesObject {
  spec: Record<string, unknown>;
}

const podSpec = '/statefulset/spec/template/spec';
const add = (path: string, value: unknown) => ({ op: 'add', path, value });
const merge = (patch: object) => ({
  type: 'application/merge-patch+json',
  patch,
});
const json = (...patch: object[]) => ({
  type: 'application/json-patch+json',
  patch,
});

/** Patches as people write them: with values that the API server writes otherwise, or does not take. */
describe('patches', () => {
  let namespace: TestNamespace;
  let operator: RunningOperator;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    operator = await namespace.startOperator();
  });
  afterAll(() => namespace.remove());

  const apply = (name: string, ...patches: object[]) =>
    namespace.apply(
      { routing: { host: 'jupyter.example.org', path: `/${name}` }, patches },
      { name },
    );

  it('with values that the API server keeps otherwise are written once', async () => {
    await apply(
      'kept-otherwise',
      json(
        add(`${podSpec}/containers/0/env/-`, { name: 'EMPTY', value: '' }),
        add(`${podSpec}/containers/-`, {
          name: 'side',
          image: 'busybox',
          ports: [{ containerPort: 99, hostPort: 0, protocol: '' }],
          readinessProbe: { tcpSocket: { port: 99 }, initialDelaySeconds: 0 },
          volumeMounts: [
            { name: 'workspace', mountPath: '/w', readOnly: false },
          ],
        }),
      ),
      merge({
        secret: { data: { split: 'aGVs\nbG8=' } },
        service: { metadata: { uid: 'copied', resourceVersion: '7' } },
      }),
    );
    await namespace.serverInState('kept-otherwise', 'running');
    await pause(2_500);
    const before = await operatorWrites(operator);
    await pause(5_000);
    expect((await operatorWrites(operator)) - before).toBe(0);
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a field that does not exist',
      merge({ service: { spec: { prots: 80 } } }),
      'WriteFailed',
      /Service .*\.spec\.prots: field not declared in schema/,
    ],
    [
      'a value that is not allowed',
      json(add(`${podSpec}/restartPolicy`, 'Sometimes')),
      'AdmissionDenied',
      /StatefulSet .*restartPolicy: Unsupported value: "Sometimes"/,
    ],
  ])(
    'with %s are explained, and forgotten when they are corrected',
    async (_name, patch, reason, words) => {
      const name = reason.toLowerCase();
      await apply(name, patch);
      const { status } = await namespace.serverInState(name, 'failed');
      expect(
        status?.conditions?.find(({ type }) => type === 'Ready'),
      ).toMatchObject({ reason, message: expect.stringMatching(words) });
      await apply(name);
      await namespace.serverInState(name, 'running');
      await apply(name, patch);
      await namespace.serverWhen(
        name,
        'runs on and says what is refused',
        ({ state, conditions }) =>
          state === 'running' &&
          conditions?.some(
            condition =>
              condition.type === 'Stalled' && condition.reason === reason,
          ) === true,
      );
      await apply(name);
      await namespace.serverWhen(
        name,
        'has no problem',
        ({ conditions }) =>
          conditions?.every(({ type }) => type !== 'Stalled') === true,
      );
    },
  );

  it('that gave volume claim templates are taken back at the next start', async () => {
    const templates = [
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1024Mi' } },
        },
      },
    ];
    const patch = json(
      add('/statefulset/spec/volumeClaimTemplates', templates),
    );
    await apply('templates', patch);
    await namespace.serverInState('templates', 'running');
    const { metadata } = await namespace.get(resources.pods, 'templates-0');
    await apply('templates');
    await pause(2_000);
    const pod = await namespace.get(resources.pods, 'templates-0');
    expect(pod.metadata?.uid).toBe(metadata?.uid);
    const spec = {
      routing: { host: 'jupyter.example.org', path: '/templates' },
      patches: [],
    };
    await namespace.apply(
      { ...spec, jupyterServer: { hibernated: true } },
      { name: 'templates' },
    );
    await namespace.untilGone(resources.pods, 'templates-0');
    await namespace.apply(
      { ...spec, jupyterServer: { hibernated: false } },
      { name: 'templates' },
    );
    await namespace.serverInState('templates', 'running');
    const statefulSet = await namespace.get<StatefulSet>(
      resources.statefulSets,
      'templates',
    );
    expect(statefulSet.spec).not.toHaveProperty('volumeClaimTemplates');
  });
});
