import { parse } from 'yaml';
import { toWrittenForm, toYaml } from './kubernetesYaml';

describe('toYaml', () => {
  it('never shows values of Secrets', () => {
    const yaml = toYaml({
      kind: 'Secret',
      data: { key: 'c2VjcmV0' },
      stringData: { other: 'secret' },
    });
    expect(parse(yaml)).toEqual({
      kind: 'Secret',
      data: { key: '(hidden)' },
      stringData: { other: '(hidden)' },
    });
  });

  it('never shows the token or the client secret of a JupyterServer', () => {
    const server = {
      kind: 'JupyterServer',
      spec: {
        auth: { token: 'abc', oidc: { clientSecret: { value: 'xyz' } } },
      },
    };
    expect(toYaml(server)).not.toMatch(/abc|xyz/);
    expect(server.spec.auth.token).toBe('abc');
  });

  it('shows that a server has no token, and which Secret holds the client secret', () => {
    const server = {
      kind: 'JupyterServer',
      spec: {
        auth: {
          token: '',
          oidc: { clientSecret: { secretKeyRef: { name: 'a', key: 'b' } } },
        },
      },
    };
    expect(parse(toYaml(server))).toEqual(server);
  });
});

describe('toWrittenForm', () => {
  it('leaves out what the cluster keeps for itself', () => {
    expect(
      toWrittenForm({
        apiVersion: 'amalthea.dev/v1alpha1',
        kind: 'JupyterServer',
        metadata: {
          name: 'a',
          namespace: 'b',
          uid: '1',
          resourceVersion: '2',
          annotations: {
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
            x: 'y',
          },
        },
        spec: {},
        status: {},
      }),
    ).toEqual({
      apiVersion: 'amalthea.dev/v1alpha1',
      kind: 'JupyterServer',
      metadata: { name: 'a', namespace: 'b', annotations: { x: 'y' } },
      spec: {},
    });
  });
});
