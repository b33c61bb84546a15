import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startArgoCd, type ArgoCd } from '@amalthea/dev';
import { Application } from './argocd/Application';
import { becomes } from './argocd/becomes';
import { GitRepository } from './argocd/GitRepository';
import { chartSnippets } from './argocd/chartSnippets';
import { SidecarProcess } from './argocd/SidecarProcess';
import { getObject, kubectl } from './kubernetes/tools';
import { eventually } from './product/eventually';
import { notebookImage } from './product/exampleServers';
import { createNamespace } from './product/namespace';

/** Argo CD looks again every ten seconds here: after this, it has looked at least twice. */
const twoLooksMilliseconds = 25_000;

function server(
  name: string,
  options: { readonly image?: string; readonly hibernated?: boolean } = {},
): string {
  const { image = notebookImage, hibernated } = options;
  return JSON.stringify({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name, labels: { team: 'physics' } },
    spec: {
      jupyterServer: {
        image,
        ...(hibernated === undefined ? {} : { hibernated }),
      },
      routing: { host: 'gitops.localhost', path: `/${name}` },
      auth: { token: 'swordfish' },
      storage: { size: '100Mi', pvc: { enabled: true } },
    },
  });
}

describe('servers from Git, by a real Argo CD', () => {
  let directory: string;
  let argoCd: ArgoCd;
  let sidecar: SidecarProcess;
  let repository: GitRepository;
  let application: Application;
  let namespace: Awaited<ReturnType<typeof createNamespace>>;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'amalthea-argocd-'));
    for (const folder of ['argocd', 'sidecar'])
      await mkdir(join(directory, folder));
    const { configuration, renderConfig } = await chartSnippets();
    argoCd = await startArgoCd({
      kubeconfig: process.env.KUBECONFIG ?? '',
      directory: join(directory, 'argocd'),
      configuration,
    });
    const renderConfigFile = join(directory, 'render.yaml');
    await writeFile(renderConfigFile, renderConfig);
    sidecar = await SidecarProcess.start(
      join(directory, 'sidecar'),
      argoCd.pluginDirectory,
      renderConfigFile,
    );
    namespace = await createNamespace('gitops');
    repository = await GitRepository.create();
    await repository.commit('Two servers', {
      'team/ada.json': server('ada'),
      'team/charles.yaml': server('charles'),
    });
    application = new Application({
      name: 'team',
      repository: repository.url,
      path: 'team',
      plugin: await sidecar.pluginName(),
      parameters: [{ name: 'imagePrefixes', array: ['localhost/amalthea/'] }],
      namespace: namespace.name,
    });
    await application.create();
  }, 600_000);

  afterAll(async () => {
    await application?.remove();
    await namespace?.remove();
    await sidecar?.stop();
    await argoCd?.stop();
    await repository?.remove();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  const field = async (kind: string, name: string, path: string) =>
    kubectl([
      'get',
      kind,
      name,
      `--namespace=${namespace.name}`,
      `--output=jsonpath={${path}}`,
    ]);
  const exists = async (kind: string, name: string) =>
    (await getObject(kind, name, namespace.name)) !== undefined;

  it('makes a commit run', async () => {
    await becomes(
      application,
      { sync: 'Synced', health: 'Healthy', conditions: {} },
      240,
    );
    for (const name of ['ada', 'charles']) {
      await kubectl([
        'wait',
        '--for=condition=Ready',
        `jupyterserver/${name}`,
        `--namespace=${namespace.name}`,
        '--timeout=180s',
      ]);
      expect(
        await field(
          'jupyterserver',
          name,
          '.metadata.annotations.amalthea\\.dev/delivery',
        ),
      ).toBe('gitops');
      expect(
        await field('statefulset', name, '.metadata.ownerReferences'),
      ).toBe('');
    }
  });

  it('lets the operator make the Secret, which is not in Git', async () => {
    expect(await field('secret', 'ada', '.data.authzCookieKey')).not.toBe('');
    expect(
      await field(
        'secret',
        'ada',
        '.metadata.annotations.argocd\\.argoproj\\.io/tracking-id',
      ),
    ).toBe('');
  });

  it('finds that sidecar and operator render the same', async () => {
    const status = '.status.conditions[?(@.type=="RenderedInSync")].status';
    await eventually(async () =>
      expect(await field('jupyterserver', 'ada', status)).toBe('True'),
    );
  });

  const press = (button: string, name: string) =>
    argoCd.command([
      ...['app', 'actions', 'run', 'team', button],
      ...['--kind', 'JupyterServer', '--resource-name', name],
    ]);
  const annotation = (name: string, key: string) =>
    field('jupyterserver', name, `.metadata.annotations.amalthea\\.dev/${key}`);

  it('stops a server by the button Hibernate, and stays Synced', async () => {
    expect(await annotation('ada', 'hibernate-requested-at')).toBe('');
    await press('hibernate', 'ada');
    expect(await annotation('ada', 'hibernate-requested-at')).toMatch(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
    );
    await eventually(async () =>
      expect(await exists('pod', 'ada-0')).toBe(false),
    );
    await eventually(async () =>
      expect(await field('jupyterserver', 'ada', '.status.state')).toBe(
        'hibernated',
      ),
    );
    await becomes(application, { sync: 'Synced', health: 'Suspended' });
    await delay(twoLooksMilliseconds);
    await becomes(application, {
      sync: 'Synced',
      health: 'Suspended',
      conditions: {},
    });
    expect(await field('statefulset', 'ada', '.spec.replicas')).toBe('0');
    expect(await exists('pod', 'charles-0')).toBe(true);
  });

  it('starts it again by the button Resume', async () => {
    await press('resume', 'ada');
    expect(await annotation('ada', 'wake-requested-at')).not.toBe('');
    await eventually(async () =>
      expect(
        await field(
          'pod',
          'ada-0',
          '.status.conditions[?(@.type=="Ready")].status',
        ),
      ).toBe('True'),
    );
    await becomes(application, { sync: 'Synced', health: 'Healthy' });
    await delay(twoLooksMilliseconds);
    await becomes(application, { sync: 'Synced', health: 'Healthy' });
  });

  it('replaces the pod by the button Restart', async () => {
    const pod = () => field('pod', 'ada-0', '.metadata.uid');
    const before = await pod();
    await press('restart', 'ada');
    await eventually(async () => {
      expect([before, '']).not.toContain(await pod());
      expect(await field('jupyterserver', 'ada', '.status.state')).toBe(
        'running',
      );
    });
    await becomes(application, { sync: 'Synced', health: 'Healthy' });
  });

  it('brings a new image to the server', async () => {
    const image = `${notebookImage.replace(/:[^:]*$/, '')}:next`;
    const revision = await repository.commit('A new image', {
      'team/charles.yaml': server('charles', { image }),
    });
    await becomes(application, { sync: 'Synced', revision });
    await eventually(async () =>
      expect(
        await field(
          'statefulset',
          'charles',
          '.spec.template.spec.containers[0].image',
        ),
      ).toBe(image),
    );
    await repository.commit('The image that is there', {
      'team/charles.yaml': server('charles'),
    });
  });

  it('leaves a stopped server stopped: the number of replicas is the operator’s', async () => {
    const revision = await repository.commit('Ada sleeps', {
      'team/ada.json': server('ada', { hibernated: true }),
    });
    await becomes(application, { revision });
    await eventually(async () =>
      expect(await field('statefulset', 'ada', '.spec.replicas')).toBe('0'),
    );
    await becomes(application, { sync: 'Synced', health: 'Suspended' });
    const generation = await field(
      'statefulset',
      'ada',
      '.metadata.generation',
    );
    await delay(twoLooksMilliseconds);
    await becomes(application, { sync: 'Synced', health: 'Suspended' });
    expect(await field('statefulset', 'ada', '.spec.replicas')).toBe('0');
    expect(await field('statefulset', 'ada', '.metadata.generation')).toBe(
      generation,
    );
  });

  it('puts back what somebody changes by hand', async () => {
    const service = ['service/charles', `--namespace=${namespace.name}`];
    await kubectl([
      'patch',
      ...service,
      '--type=json',
      '--patch=[{"op": "replace", "path": "/spec/ports/0/targetPort", "value": 1}]',
    ]);
    await application.refresh();
    await eventually(async () =>
      expect(
        await field('service', 'charles', '.spec.ports[0].targetPort'),
      ).toBe('4180'),
    );
  });

  it('shows every problem of a bad commit, at its place, and prunes nothing', async () => {
    await repository.commit('Mistakes', {
      'team/bad.yaml':
        'apiVersion: amalthea.dev/v1alpha1\nkind: JupyterServer\nmetadata: {name: bad}\nspec: {routing: {}}\n',
      'team/ada.json': server('ada', { image: 'evil.example.org/miner' }),
    });
    await becomes(application, {
      conditions: {
        ComparisonError: expect.stringContaining(
          '2 problems; nothing is delivered',
        ),
      },
    });
    const { conditions } = await application.state();
    expect(conditions.ComparisonError).toContain('team/ada.json:1:');
    expect(conditions.ComparisonError).toContain(
      'spec.jupyterServer.image: evil.example.org/miner is not an allowed image',
    );
    expect(conditions.ComparisonError).toMatch(
      /\nteam\/bad\.yaml:4:8: spec\.routing\.host: /,
    );
    for (const name of ['ada', 'charles'])
      expect(await exists('statefulset', name)).toBe(true);
    const revision = await repository.commit('Correct', {
      'team/bad.yaml': undefined,
      'team/ada.json': server('ada'),
    });
    await becomes(application, { sync: 'Synced', revision, conditions: {} });
  });

  it('says that the plugin is gone, and prunes nothing', async () => {
    await sidecar.stop();
    await application.refresh('hard');
    await eventually(async () =>
      expect((await application.state()).conditions.ComparisonError).toMatch(
        /error dialing to cmp-server|could not find cmp-server/,
      ),
    );
    for (const name of ['ada', 'charles'])
      expect(await exists('statefulset', name)).toBe(true);
    await sidecar.resume();
    await application.refresh('hard');
    await eventually(async () =>
      expect(await application.state()).toMatchObject({
        sync: 'Synced',
        conditions: {},
      }),
    );
  });

  it('removes a server whose file is removed, and keeps its files', async () => {
    const revision = await repository.commit('Charles leaves', {
      'team/charles.yaml': undefined,
    });
    await becomes(application, { revision });
    for (const kind of [
      'jupyterserver',
      'statefulset',
      'service',
      'ingress',
      'configmap',
      'networkpolicy',
      'secret',
    ]) {
      await eventually(async () =>
        expect([kind, await exists(kind, 'charles')]).toEqual([kind, false]),
      );
    }
    expect(await exists('persistentvolumeclaim', 'charles')).toBe(true);
    expect(await exists('statefulset', 'ada')).toBe(true);
  });

  it('refuses to remove the last server by accident', async () => {
    await repository.commit('Nobody left', {
      'team/ada.json': undefined,
      'team/README.md': 'Servers of the team.\n',
    });
    await becomes(application, {
      conditions: {
        ComparisonError: expect.stringContaining(
          'There is no JupyterServer in team',
        ),
      },
    });
    expect(await exists('statefulset', 'ada')).toBe(true);
  });
});
