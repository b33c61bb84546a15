import fc from 'fast-check';

import { isChildIntent } from './Intent';
import { World } from './testing/World';

const specs = fc.record(
  {
    jupyterServer: fc.record(
      {
        hibernated: fc.boolean(),
        image: fc.constantFrom('a/b:1', 'c/d@sha256:0', 'e'),
      },
      { requiredKeys: [] },
    ),
    storage: fc.constantFrom(
      {},
      { size: '1Gi', pvc: { enabled: true } },
      { size: '0.5Gi', pvc: { enabled: true, whenDeleted: 'Retain' } },
    ),
    auth: fc.constantFrom(
      {},
      { token: 'swordfish' },
      {
        token: '',
        oidc: {
          enabled: true,
          issuerUrl: 'https://id.example.org',
          clientId: 'a',
          clientSecret: { value: 's' },
        },
      },
    ),
    patches: fc.constantFrom(
      [],
      [{ type: 'application/merge-patch+json', patch: { ingress: null } }],
      [
        {
          type: 'application/merge-patch+json',
          patch: {
            extra: {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'x' },
              data: { a: 'b' },
            },
          },
        },
      ],
      [
        {
          type: 'application/json-patch+json',
          patch: [{ op: 'remove', path: '/service/spec/nothing' }],
        },
      ],
    ),
    updatePolicy: fc.constantFrom('OnRestart', 'Immediate'),
  },
  { requiredKeys: [] },
);
const metadata = fc.constantFrom(
  {},
  { annotations: { 'amalthea.dev/delivery': 'gitops' } },
  { annotations: { 'amalthea.dev/paused': 'true' } },
  { labels: { team: 'a' } },
);

describe('plan', () => {
  it('comes to an end, and then has nothing to do', () => {
    fc.assert(
      fc.property(specs, metadata, (spec, meta) => {
        const world = new World(spec, meta);
        world.settle();
        expect(world.plan().filter(({ type }) => type !== 'wakeUp')).toEqual(
          [],
        );
      }),
      { numRuns: 60 },
    );
  });

  it('comes to the same end from any point at which the process dies', () => {
    fc.assert(
      fc.property(
        specs,
        metadata,
        fc.nat(12),
        fc.nat(12),
        (spec, meta, first, second) => {
          const reference = new World(spec, meta);
          reference.settle();
          const world = new World(spec, meta);
          world.carryOut(world.plan(), first);
          world.carryOut(world.plan(), second);
          world.settle();
          const ending = (one: World) => [...one.objects.keys()].sort();
          expect(ending(world)).toEqual(ending(reference));
          expect(world.generated).toBe(reference.generated);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes to the same end for a spec whatever was before it, and keeps the Secret', () => {
    fc.assert(
      fc.property(specs, specs, (before, after) => {
        const reference = new World(after);
        reference.settle();
        const world = new World(before);
        world.settle();
        const cookie = (one: World) =>
          JSON.stringify(one.objects.get('v1 Secret ada')?.data ?? {}).includes(
            'authzCookieKey',
          );
        const secret = world.objects.get('v1 Secret ada')?.metadata.uid;
        world.spec = after;
        world.settle();
        if (secret !== undefined && cookie(world)) {
          // eslint-disable-next-line jest/no-conditional-expect -- a Secret that never was cannot be kept
          expect(world.objects.get('v1 Secret ada')?.metadata.uid).toBe(secret);
        }
        // A volume ends with its server, not with a change of it; an invalid bundle changes nothing.
        const kept = (one: World) =>
          [...one.objects.keys()]
            .filter(key => !key.includes('PersistentVolumeClaim'))
            .sort();
        if (reference.objects.size > 0) {
          // eslint-disable-next-line jest/no-conditional-expect -- nothing is rendered for an invalid bundle
          expect(kept(world)).toEqual(kept(reference));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('writes each child once and the status at most twice until a server runs', () => {
    const world = new World({
      storage: { size: '1Gi', pvc: { enabled: true } },
    });
    world.settle();
    expect(world.objects.size).toBe(7);
    expect(world.writes).toBeLessThanOrEqual(7 + 3);
  });

  it.each(['createChild', 'createSecret'] as const)(
    'writes no children (%s) while paused',
    type => {
      const world = new World(
        {},
        { annotations: { 'amalthea.dev/paused': 'true' } },
      );
      expect(world.plan().some(intent => intent.type === type)).toBe(false);
      world.settle();
      expect(world.objects.size).toBe(0);
    },
  );

  it('writes the whole Secret of a server that Git delivers, its token too, and nothing else', () => {
    const world = new World(
      { auth: { token: 'swordfish' } },
      { annotations: { 'amalthea.dev/delivery': 'gitops' } },
    );
    world.settle();
    expect([...world.objects.keys()]).toEqual(['v1 Secret ada']);
    expect(world.objects.get('v1 Secret ada')?.data).toHaveProperty(
      'jupyterServerAppToken',
    );
  });

  it('creates a Secret that will be immutable before it is', () => {
    const world = new World({
      patches: [
        {
          type: 'application/merge-patch+json',
          patch: { secret: { immutable: true, stringData: { x: 'y' } } },
        },
      ],
    });
    const created = world.plan().find(({ type }) => type === 'createSecret');
    expect(created).not.toHaveProperty('object.immutable');
    world.settle();
    expect(world.objects.get('v1 Secret ada')).toMatchObject({
      immutable: true,
      data: { x: 'eQ==' },
    });
  });

  it('makes random values anew that somebody emptied, and no others', () => {
    const world = new World();
    world.settle();
    const secret = world.objects.get('v1 Secret ada');
    const data = { ...Object(secret?.data), authzCookieKey: '' };
    world.objects.set('v1 Secret ada', Object.assign({}, secret, { data }));
    world.settle();
    expect(world.objects.get('v1 Secret ada')?.data).toEqual({
      ...data,
      authzCookieKey: 'value 4',
    });
  });

  it('does not touch the children of a server that is being deleted', () => {
    const world = new World({}, { deletionTimestamp: '2026-01-01T00:00:00Z' });
    expect(world.plan().filter(isChildIntent)).toEqual([]);
  });

  it('never puts the time into a status that is written already', () => {
    const world = new World();
    world.settle();
    const before = JSON.stringify(world.status);
    for (let pass = 0; pass < 5; pass += 1) {
      expect(world.carryOut(world.plan())).toBe(0);
    }
    expect(JSON.stringify(world.status)).toBe(before);
  });

  it.each(['bundle', 'gitops'])(
    'stops and wakes a server by its annotations alone (%s)',
    delivery => {
      const world = new World({ jupyterServer: { hibernated: false } });
      world.settle();
      const wish = (annotations: Record<string, string>) => {
        world.metadata = {
          annotations: { 'amalthea.dev/delivery': delivery, ...annotations },
        };
        world.settle();
        expect(world.carryOut(world.plan())).toBe(0);
        return [
          world.objects.get('apps/v1 StatefulSet ada')?.spec,
          world.status,
        ];
      };
      const stop = {
        'amalthea.dev/hibernate-requested-at': '2026-01-01T00:00:01Z',
      };
      const wake = { 'amalthea.dev/wake-requested-at': '2026-01-01T00:00:02Z' };
      expect(wish(stop)).toMatchObject([
        { replicas: 0 },
        {
          state: 'hibernated',
          hibernation: { cause: 'user', specHibernated: false },
          conditions: expect.arrayContaining([
            expect.objectContaining({
              type: 'Hibernated',
              status: 'True',
              reason: 'HibernatedByUser',
            }),
          ]),
        },
      ]);
      expect(wish({ ...stop, ...wake })).toMatchObject([
        { replicas: 1 },
        {
          state: 'running',
          hibernation: { wokenAt: '2026-01-01T00:00:02Z' },
        },
      ]);
      expect(world.spec).toEqual({ jupyterServer: { hibernated: false } });
    },
  );

  it('stops a server whose patches fail, by its replicas alone', () => {
    const world = new World();
    world.settle();
    world.spec = {
      jupyterServer: { hibernated: true },
      patches: [
        {
          type: 'application/json-patch+json',
          patch: [{ op: 'remove', path: '/nothing' }],
        },
      ],
    };
    expect(world.plan().filter(isChildIntent)).toEqual([
      {
        type: 'scale',
        name: 'ada',
        uid: expect.any(String),
        replicas: 0,
        mode: 'patch',
      },
    ]);
  });

  it('does not write again what the API server keeps otherwise, nor replace a StatefulSet for it', () => {
    const world = new World({
      patches: [
        {
          type: 'application/json-patch+json',
          patch: [
            {
              op: 'add',
              path: '/statefulset/spec/template/spec/containers/0/env/-',
              value: { name: 'EMPTY', value: '' },
            },
            {
              op: 'add',
              path: '/statefulset/spec/volumeClaimTemplates',
              value: [{ metadata: { name: 'data' }, spec: { volumeName: '' } }],
            },
          ],
        },
      ],
    });
    world.normalize = object =>
      JSON.parse(JSON.stringify(object), (_key, value) =>
        value === '' ? undefined : value,
      );
    world.settle();
    expect(world.plan().filter(isChildIntent)).toEqual([]);
    expect(world.writes).toBeLessThanOrEqual(6 + 3);
  });

  it('creates nothing more when a name is taken', () => {
    const world = new World();
    world.foreign.set('v1 Service ada', {
      owner: 'other',
      description: 'Service "ada"',
    });
    const intents = world.plan();
    expect(intents.filter(isChildIntent)).toEqual([]);
    expect(intents).toContainEqual({
      type: 'wakeUp',
      afterMilliseconds: 30_000,
    });
  });
});
