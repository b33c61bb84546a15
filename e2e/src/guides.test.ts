import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readClusterState, root } from '@amalthea/dev';
import { parse } from 'yaml';
import { chartSnippets } from './argocd/chartSnippets';
import { classicToken, createClassicServer } from './guides/classicServer';
import { standInForPublishedImages } from './guides/publishedImages';
import { runGuide } from './guides/runGuide';
import { guideScript, shellBlocks } from './guides/shellBlocks';
import { kubectl } from './kubernetes/tools';
import { standInForArgoCd } from './guides/standInForArgoCd';
import { eventually } from './product/eventually';
import { installProduct, release } from './product/installProduct';
import { createNamespace } from './product/namespace';

/** The image that the guides use. */
const notebookImage = 'quay.io/jupyter/minimal-notebook:python-3.13';

/** What a reader of each guide sets, as the guide says. */
const guides: readonly {
  readonly file: string;
  readonly variables?: Readonly<Record<string, string>>;
}[] = [
  {
    file: 'docs/guides/first-server.md',
    variables: { HOST: 'first.localhost' },
  },
  { file: 'docs/guides/portal.md' },
  // Last, because it ends with the product uninstalled.
  { file: 'docs/guides/install.md' },
];

const read = (file: string) => readFile(resolve(root, file), 'utf8');

describe('the guides', () => {
  let directory: string;

  beforeAll(async () => {
    const cluster = await readClusterState(process.env.AMALTHEA_CLUSTER ?? '');
    directory = await mkdtemp(join(tmpdir(), 'amalthea-guides-'));
    await standInForPublishedImages(cluster, notebookImage);
    // Readers have their ingress at the ordinary port.
    await writeFile(
      join(directory, '.curlrc'),
      `connect-to = "first.localhost:80:127.0.0.1:${cluster.ingress?.port}"\n`,
    );
  });

  afterAll(async () => {
    await installProduct(process.env);
    await rm(directory, { recursive: true, force: true });
  });

  it.each(guides)('$file works as it is written', async guide => {
    const { file, variables } = guide;
    const script = guideScript(file, await read(file));
    await expect(
      runGuide(script, { CURL_HOME: directory, ...variables }),
    ).resolves.toBeUndefined();
  });

  it('docs/guides/gitops.md gives Argo CD the plugin, which renders as the operator does', async () => {
    const file = 'docs/guides/gitops.md';
    const argoCd = await standInForArgoCd();
    try {
      await runGuide(guideScript(file, await read(file)), {});
      const { renderConfig, configuration } = await chartSnippets([]);
      expect(parse(await argoCd.renderConfig())).toEqual(parse(renderConfig));
      expect(Object.keys(configuration)).toHaveLength(3);
      // The shell takes the last line's end away.
      for (const [key, value] of Object.entries(configuration))
        expect((await argoCd.setting('argocd-cm', key)).trim()).toBe(
          value.trim(),
        );
      expect(
        await argoCd.setting(
          'argocd-cmd-params-cm',
          'reposerver.plugin.tar.exclusions',
        ),
      ).toContain('.git');
    } finally {
      await argoCd.remove();
    }
  });

  it('docs/guides/install.md brings running servers over from Amalthea classic', async () => {
    const namespace = await createNamespace('from-classic');
    const field = (object: string, path: string) =>
      kubectl([
        'get',
        object,
        `--namespace=${namespace.name}`,
        `--output=jsonpath={${path}}`,
      ]);
    // The product stands in for classic's release, with nobody at work.
    await installProduct(process.env, ['--set=replicaCount=0']);
    await kubectl([
      'wait',
      'pods',
      '--for=delete',
      '--selector=app.kubernetes.io/component=operator',
      `--namespace=${release.namespace}`,
      '--timeout=60s',
    ]);
    await createClassicServer('old', namespace.name);
    await kubectl([
      'wait',
      'pod/old-0',
      '--for=condition=Ready',
      `--namespace=${namespace.name}`,
      '--timeout=120s',
    ]);
    const pod = await field('pod/old-0', '.metadata.uid');
    const volume = await field('pvc/old', '.metadata.uid');

    const move = shellBlocks(await read('docs/guides/install.md')).find(
      ({ commands }) => commands.includes('--take-ownership'),
    );
    await writeFile(
      join(directory, 'values.yaml'),
      'scope: {clusterWide: true}\n',
    );
    await symlink(join(root, 'chart'), join(directory, 'chart'));
    await runGuide(`set -euo pipefail\ncd "$FOLDER"\n${move?.commands}`, {
      FOLDER: directory,
    });

    await eventually(async () =>
      expect(
        await field(
          'jupyterserver/old',
          '.status.conditions[?(@.type=="UpdatePending")].status',
        ),
      ).toBe('True'),
    );
    expect(await field('pod/old-0', '.metadata.uid')).toBe(pod);
    await kubectl([
      'annotate',
      'jupyterserver/old',
      `--namespace=${namespace.name}`,
      `amalthea.dev/restart-requested-at=${new Date().toISOString()}`,
    ]);
    await eventually(async () =>
      expect(await field('pod/old-0', '.spec.containers[*].name')).toBe(
        'jupyter-server authz',
      ),
    );
    await kubectl([
      'wait',
      'jupyterserver/old',
      '--for=condition=Ready',
      `--namespace=${namespace.name}`,
      '--timeout=180s',
    ]);
    expect(await field('pvc/old', '.metadata.uid')).toBe(volume);
    expect(
      Buffer.from(
        await field('secret/old', '.data.jupyterServerAppToken'),
        'base64',
      ).toString(),
    ).toBe(classicToken);
    await namespace.remove();
  });
});
