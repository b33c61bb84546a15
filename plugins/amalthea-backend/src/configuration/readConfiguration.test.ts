import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { testConfig } from '../__testUtils__/startPlugin';
import { ConfigurationError } from './ConfigurationError';
import { readConfiguration } from './readConfiguration';

const [minimal] = (testConfig.amalthea as { profiles: JsonObject[] }).profiles;

function read(amalthea: JsonObject, rest: JsonObject = {}) {
  return readConfiguration(
    mockServices.rootConfig({ data: { ...testConfig, ...rest, amalthea } }),
  );
}

function problemsOf(
  amalthea: JsonObject,
  rest?: JsonObject,
): readonly string[] {
  try {
    read(amalthea, rest);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.problems.map(problem => problem.path);
    throw error;
  }
  return [];
}

describe('readConfiguration', () => {
  it('reads sizes as numbers and durations as seconds', () => {
    const { profiles, health } = read({
      profiles: [minimal],
      health: { interval: { minutes: 1 } },
    });
    expect(profiles[0]).toMatchObject({
      sizes: [{ cpu: 0.5, memory: 2 ** 30, gpus: 0 }, { gpus: 1 }],
      idle: { minimum: 600, maximum: 7200, default: 3600 },
      disk: { kept: true, mountPath: '/home/jovyan/work' },
    });
    expect(health).toEqual({ interval: 60, timeout: 5 });
  });

  it('needs no profiles and no clusters', () => {
    expect(
      readConfiguration(mockServices.rootConfig({ data: {} })),
    ).toMatchObject({ profiles: [], clusters: [] });
  });

  it('lists everything that is wrong at once, with its path', () => {
    expect(
      problemsOf({
        profiles: [
          { ...minimal, title: '', sizes: [], colour: 'red' },
          {
            ...minimal,
            id: 'Not An Id',
            idle: { minimum: 'soon', maximum: '1h' },
          },
        ],
      }),
    ).toEqual([
      'amalthea.profiles[0].title',
      'amalthea.profiles[0].sizes',
      'amalthea.profiles[0].colour',
      'amalthea.profiles[1].id',
      'amalthea.profiles[1].idle.minimum',
    ]);
  });

  it('checks what single values cannot show', () => {
    expect(
      problemsOf({
        clusters: [{ name: 'unknown' }],
        profiles: [
          minimal,
          {
            ...minimal,
            defaults: { image: 'other' },
            disk: { minimum: '2Gi', maximum: '1Gi' },
            destinations: [{ cluster: 'prod', namespace: 'x' }],
            routing: { host: '{team}.example.org', path: '/same' },
            environment: {
              variables: [{ name: 'A', title: 'A', pattern: '(' }],
            },
          },
        ],
      }),
    ).toEqual([
      'amalthea.clusters[0].name',
      'amalthea.profiles[1].id',
      'amalthea.profiles[1].disk.minimum',
      'amalthea.profiles[1].defaults.image',
      'amalthea.profiles[1].destinations[0].cluster',
      'amalthea.profiles[1].routing.host',
      'amalthea.profiles[1].routing.path',
      'amalthea.profiles[1].environment.variables[0].pattern',
    ]);
  });

  it('tries every image and size, so that no request can fail for what the profile says', () => {
    const patch = [{ op: 'remove', path: '/ingress/spec/nothing' }];
    expect(
      problemsOf({
        profiles: [
          { ...minimal, images: [{ id: 'a', title: 'A', image: '"quoted"' }] },
          {
            ...minimal,
            id: 'other',
            routing: { host: 'no host', path: '/{name}' },
          },
          {
            ...minimal,
            id: 'patched',
            patches: [{ type: 'application/json-patch+json', patch }],
          },
        ],
      }),
    ).toEqual([
      'amalthea.profiles[0]',
      'amalthea.profiles[1]',
      'amalthea.profiles[2].patches',
    ]);
  });

  it('says in its message what to do', () => {
    expect(() => read({ profiles: [{ ...minimal, icon: 'Flask!' }] })).toThrow(
      /has 1 problem\. Correct app-config\.yaml and start again:\n {2}amalthea\.profiles\[0\]\.icon: /,
    );
  });

  it('gives Amalthea an identity of its own where there is one', () => {
    const { clusters } = read({
      clusters: [{ name: 'dev', serviceAccountToken: 'own' }],
    });
    expect(clusters).toMatchObject([
      { name: 'dev', credential: { kind: 'token', token: 'own' } },
    ]);
    expect(read({}).clusters).toMatchObject([
      { credential: { kind: 'token', token: 'x' } },
    ]);
  });

  it('refuses a cluster in which it has no identity', () => {
    const cluster = {
      name: 'google',
      url: 'https://google.example',
      authProvider: 'google',
    };
    expect(
      problemsOf(
        {},
        {
          kubernetes: {
            clusterLocatorMethods: [{ type: 'config', clusters: [cluster] }],
          },
        },
      ),
    ).toEqual(['kubernetes.clusterLocatorMethods[0].clusters[0]']);
  });

  it('lists what is wrong with clusters beside what is wrong with profiles', () => {
    const clusters = [
      { url: 'https://a.example', authProvider: 'serviceAccount' },
      { name: 'b', url: 'b.example', authProvider: 'google' },
      { name: 'c', url: 'https://c.example', serviceAccountToken: 'x' },
      { name: 'c', url: 'https://d.example', serviceAccountToken: 'x' },
    ];
    const methods = [{ type: 'config', clusters }, { type: 'gke' }];
    expect(
      problemsOf(
        {
          profiles: [{ ...minimal, title: '' }],
          clusters: [
            { name: 'c', serviceAccountToken: 'y' },
            { name: 'c', serviceAccountToken: 'z' },
            { name: 'e', serviceAccountToken: 'z' },
          ],
          heath: {},
        },
        { kubernetes: { clusterLocatorMethods: methods } },
      ),
    ).toEqual([
      'amalthea.profiles[0].title',
      'amalthea.heath',
      'kubernetes.clusterLocatorMethods[0].clusters[0].name',
      'kubernetes.clusterLocatorMethods[0].clusters[1].url',
      'kubernetes.clusterLocatorMethods[0].clusters[1]',
      'kubernetes.clusterLocatorMethods[0].clusters[3].name',
      'amalthea.clusters[1].name',
      'amalthea.clusters[2].name',
    ]);
  });
});
