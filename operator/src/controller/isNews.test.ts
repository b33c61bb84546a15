import { isNews, isNewsOfEndpoints } from './isNews';

const statefulSet = (
  resourceVersion: string,
  status: object,
  spec: object = { replicas: 1 },
) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'ada', namespace: 'n', uid: 'u', resourceVersion },
  spec,
  status,
});
const updated = <T>(previous: T, object: T) => ({
  type: 'updated' as const,
  previous,
  object,
});

describe('isNews', () => {
  it('is silent about counts in the status of a StatefulSet', () => {
    const before = statefulSet('1', { observedGeneration: 1, replicas: 0 });
    const after = statefulSet('2', { observedGeneration: 1, replicas: 1 });
    expect(isNews(updated(before, after))).toBe(false);
  });

  it('tells of the revision that pods are compared with', () => {
    const before = statefulSet('1', { updateRevision: 'a' });
    const after = statefulSet('2', { updateRevision: 'b' });
    expect(isNews(updated(before, after))).toBe(true);
  });

  it('tells of a claim that lost its volume', () => {
    const claim = (phase: string) => ({
      ...statefulSet('1', { phase }),
      kind: 'PersistentVolumeClaim',
    });
    expect(isNews(updated(claim('Bound'), claim('Lost')))).toBe(true);
  });

  it.each([
    ['spec', statefulSet('2', {}, { replicas: 0 })],
    [
      'a label',
      {
        ...statefulSet('2', {}),
        metadata: { ...statefulSet('2', {}).metadata, labels: { a: 'b' } },
      },
    ],
    [
      'data',
      { ...statefulSet('2', {}), kind: 'Secret', data: { token: 'YQ==' } },
    ],
    [
      'what we own',
      {
        ...statefulSet('2', {}),
        metadata: { ...statefulSet('2', {}).metadata, managedFields: [{}] },
      },
    ],
  ])('tells of a change of %s', (_what, after) => {
    expect(isNews(updated(statefulSet('1', {}), after))).toBe(true);
  });

  it('tells of what comes and goes', () => {
    const object = statefulSet('1', {});
    expect(isNews({ type: 'added', object })).toBe(true);
    expect(isNews({ type: 'deleted', object })).toBe(true);
  });

  it('tells of a view when the view changes', () => {
    const pod = (resourceVersion: string, phase: string) => ({
      metadata: { name: 'ada-0', resourceVersion },
      view: { phase },
    });
    expect(isNews(updated(pod('1', 'Pending'), pod('2', 'Pending')))).toBe(
      false,
    );
    expect(isNews(updated(pod('1', 'Pending'), pod('2', 'Running')))).toBe(
      true,
    );
  });
});

describe('isNewsOfEndpoints', () => {
  const slice = (view: boolean) => ({ metadata: { name: 'ada' }, view });

  it.each([
    ['a slice without ready endpoints that comes', 'added', false, false],
    ['a slice with ready endpoints that comes', 'added', true, true],
    ['a slice without ready endpoints that goes', 'deleted', false, false],
    ['a slice with ready endpoints that goes', 'deleted', true, true],
  ] as const)('judges %s', (_what, type, view, news) => {
    expect(isNewsOfEndpoints({ type, object: slice(view) })).toBe(news);
  });

  it('tells when the first becomes ready, and when the last is not any more', () => {
    expect(isNewsOfEndpoints(updated(slice(false), slice(true)))).toBe(true);
    expect(isNewsOfEndpoints(updated(slice(true), slice(false)))).toBe(true);
    expect(isNewsOfEndpoints(updated(slice(true), slice(true)))).toBe(false);
  });
});
