import { kubectl } from './kubernetes/tools';
import { eventually } from './product/eventually';
import {
  exampleManifests,
  notebookImage,
  type Adjustment,
} from './product/exampleServers';
import { createNamespace } from './product/namespace';

/** What each example needs so that it can run on one small node without a GPU and without a network. */
const adjustments: Record<
  string,
  { readonly name: string; readonly adjust: Adjustment }
> = {
  '05-patches-json.yaml': {
    name: 'patched',
    adjust: manifest => {
      const text = JSON.stringify(manifest.spec.patches)
        .replace('alpine/git:latest', notebookImage)
        .replace(
          '["clone","--depth=1","https://git.example.org/course.git","/work/course"]',
          '["mkdir","/work/course"]',
        );
      manifest.spec.patches = JSON.parse(text);
    },
  },
  '06-patches-merge.yaml': { name: 'merged', adjust: () => {} },
  '08-gpu-and-root-path.yaml': {
    name: 'gpu',
    adjust: manifest => {
      manifest.spec.jupyterServer = {
        ...manifest.spec.jupyterServer,
        resources: { requests: { cpu: '100m', memory: '256Mi' } },
      };
      manifest.spec.storage = { size: '1Gi', pvc: { enabled: true } };
    },
  },
};

describe("people's own manifests", () => {
  let namespace: Awaited<ReturnType<typeof createNamespace>>;
  const inNamespace = (...words: string[]) =>
    kubectl([...words, `--namespace=${namespace.name}`]);
  const apply = async (file: string, adjust?: Adjustment) =>
    kubectl(
      [
        'apply',
        // Without it, kubectl leaves out the null by which a merge patch removes something.
        '--server-side',
        `--namespace=${namespace.name}`,
        '--filename=-',
      ],
      await exampleManifests(file, adjust),
    );

  beforeAll(async () => {
    namespace = await createNamespace('examples');
    await kubectl(['label', 'node', '--all', 'gpu=true', '--overwrite']);
  });
  afterAll(async () => {
    await namespace?.remove();
  });

  it.each(Object.entries(adjustments))(
    '%s becomes a running server',
    async (file, { name, adjust }) => {
      await apply(file, adjust);
      await inNamespace(
        'wait',
        '--for=condition=Ready',
        `jupyterserver/${name}`,
        '--timeout=240s',
      );
      expect(
        await inNamespace(
          'get',
          `jupyterserver/${name}`,
          '--output=jsonpath={.status.state}',
        ),
      ).toBe('running');
    },
  );

  it('07-all-culling-hibernated.yaml stays asleep until it is woken, and sleeps again with its volume kept', async () => {
    await apply('07-all-culling-hibernated.yaml');
    const state = () =>
      inNamespace(
        'get',
        'jupyterserver/sleeping',
        '--output=jsonpath={.status.state}',
      );
    const setHibernated = (hibernated: boolean) =>
      inNamespace(
        'patch',
        'jupyterserver/sleeping',
        '--type=merge',
        `--patch=${JSON.stringify({
          spec: { jupyterServer: { hibernated } },
        })}`,
      );
    await eventually(async () => expect(await state()).toBe('hibernated'));
    const volume = await inNamespace(
      'get',
      'pvc/sleeping',
      '--output=jsonpath={.metadata.uid}',
    );

    await setHibernated(false);
    await inNamespace(
      'wait',
      '--for=condition=Ready',
      'jupyterserver/sleeping',
      '--timeout=240s',
    );
    await setHibernated(true);
    await eventually(async () => expect(await state()).toBe('hibernated'));
    await eventually(async () =>
      expect(
        await inNamespace(
          'get',
          'pods',
          '--selector=app=sleeping',
          '--output=name',
        ),
      ).toBe(''),
    );
    expect(
      await inNamespace(
        'get',
        'pvc/sleeping',
        '--output=jsonpath={.metadata.uid}',
      ),
    ).toBe(volume);
  });

  it('applies the patches: an extra child, a removed one, a changed one', async () => {
    expect(
      await inNamespace(
        'get',
        'configmap/patched-extra',
        '--output=jsonpath={.data.greeting}',
      ),
    ).toBe('hello');
    expect(
      await inNamespace(
        'get',
        'ingress/merged',
        '--ignore-not-found',
        '--output=name',
      ),
    ).toBe('');
    expect(
      await inNamespace(
        'get',
        'service/merged',
        '--output=jsonpath={.metadata.annotations}',
      ),
    ).toContain('platform');
    expect(
      await inNamespace(
        'get',
        'pod/patched-0',
        '--output=jsonpath={.spec.containers[0].env}',
      ),
    ).toContain('ph-101');
  });
});
