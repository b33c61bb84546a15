import { exampleInput } from '../__testUtils__/exampleInput';
import { buildStatefulSet } from './statefulset';

describe('buildStatefulSet', () => {
  it.each([
    ['runs', false, {}, 1],
    ['is stopped when it is hibernated', true, {}, 0],
    [
      'is stopped when the operator says so',
      false,
      { replicas: 0 as const },
      0,
    ],
    ['runs when the operator says so', true, { replicas: 1 as const }, 1],
    [
      'leaves replicas to the operator when Git delivers it',
      true,
      { delivery: 'gitops' as const, replicas: 1 as const },
      undefined,
    ],
  ])('%s', (_name, hibernated, config, replicas) => {
    expect(
      buildStatefulSet(exampleInput({ jupyterServer: { hibernated } }, config))
        .spec?.replicas,
    ).toBe(replicas);
  });

  it('takes a changed template at the next start, or at once', () => {
    const strategy = (updatePolicy: 'OnRestart' | 'Immediate') =>
      buildStatefulSet(exampleInput({ updatePolicy })).spec?.updateStrategy;
    expect(strategy('OnRestart')).toEqual({ type: 'OnDelete' });
    expect(strategy('Immediate')).toEqual({ type: 'RollingUpdate' });
  });

  it('has Jupyter as container 0 and authz as container 1', () => {
    const { spec } = buildStatefulSet(exampleInput()).spec?.template ?? {};
    expect(spec?.containers.map(({ name }) => name)).toEqual([
      'jupyter-server',
      'authz',
    ]);
  });

  it('passes the restricted pod security standard', () => {
    const { spec } = buildStatefulSet(exampleInput()).spec?.template ?? {};
    expect(spec?.securityContext).toMatchObject({
      fsGroup: 100,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const { securityContext } of spec?.containers ?? []) {
      expect(securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('gives the pod no token of the cluster and no links to Services', () => {
    const { spec } =
      buildStatefulSet(
        exampleInput({ jupyterServer: { serviceAccountName: 'a' } }),
      ).spec?.template ?? {};
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      serviceAccountName: 'a',
    });
  });
});
