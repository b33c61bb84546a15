import { exampleServer } from '../__testUtils__/exampleServer';
import { buildJupyterContainer } from './jupyterContainer';

describe('buildJupyterContainer', () => {
  it('takes its token from the Secret, under the name of classic and the one of Jupyter', () => {
    const { env = [] } = buildJupyterContainer(exampleServer());
    const valueFrom = {
      secretKeyRef: { name: 'ada', key: 'jupyterServerAppToken' },
    };
    expect(env).toEqual([
      { name: 'SERVER_APP_TOKEN', valueFrom },
      { name: 'JUPYTER_TOKEN', valueFrom },
      {
        name: 'JUPYTER_CONFIG_PATH',
        value: '/home/jovyan/work/.jupyter_config',
      },
    ]);
  });

  it("takes its token from the user's Secret when the server names one", () => {
    const { env = [] } = buildJupyterContainer(
      exampleServer({ auth: { tokenSecretRef: { name: 's', key: 'k' } } }),
    );
    expect(env[0].valueFrom).toEqual({ secretKeyRef: { name: 's', key: 'k' } });
  });

  it('is asked through authz whether it is ready, without a token, and is never killed by a probe', () => {
    const container = buildJupyterContainer(
      exampleServer({ auth: { token: 'swordfish' } }),
    );
    expect(container.readinessProbe?.httpGet).toEqual({
      path: '/jupyter/readyz',
      port: 4181,
    });
    expect(container.livenessProbe).toBeUndefined();
    expect(container.startupProbe).toBeUndefined();
    expect(JSON.stringify(container)).not.toContain('swordfish');
  });

  it('writes quantities as texts', () => {
    const resources = {
      requests: { cpu: 0.5, memory: '1Gi' },
      limits: { 'nvidia.com/gpu': 1 },
    };
    expect(
      buildJupyterContainer(exampleServer({ jupyterServer: { resources } }))
        .resources,
    ).toEqual({
      requests: { cpu: '0.5', memory: '1Gi' },
      limits: { 'nvidia.com/gpu': '1' },
    });
  });

  it('mounts shared memory when asked to', () => {
    const { volumeMounts = [] } = buildJupyterContainer(
      exampleServer({ jupyterServer: { shmSize: '1Gi' } }),
    );
    expect(volumeMounts).toContainEqual({
      name: 'shared-memory',
      mountPath: '/dev/shm',
    });
  });
});
