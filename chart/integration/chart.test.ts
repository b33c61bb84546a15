import { join, resolve } from 'node:path';
import { runCommand, toolPath, type ToolName } from '@amalthea/dev';
import { parseAllDocuments } from 'yaml';

const chart = resolve(__dirname, '..');
const namespace = 'chart-restricted';

async function run(
  tool: ToolName,
  words: readonly string[],
  input?: string,
): Promise<string> {
  const { stdout } = await runCommand(await toolPath(tool), words, {
    env: process.env,
    input,
  });
  return stdout;
}
const helm = (...words: string[]) => run('helm', words);
const template = (...words: string[]) =>
  helm(
    'template',
    'amalthea',
    chart,
    `--namespace=${namespace}`,
    '--kube-version=1.37',
    ...words,
  );

type Manifest = {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Record<string, string>;
  };
};
const manifests = (yaml: string): Manifest[] =>
  parseAllDocuments(yaml)
    .map(document => document.toJS() as Manifest | null)
    .filter((manifest): manifest is Manifest => manifest !== null);

/** Values that people combine, each with what must be there or must not. */
const matrix: readonly {
  readonly name: string;
  readonly set: readonly string[];
  readonly kinds: RegExp;
}[] = [
  { name: 'nothing set', set: [], kinds: /Role,RoleBinding/ },
  {
    name: 'the whole cluster',
    set: ['scope.clusterWide=true'],
    kinds: /ClusterRole,ClusterRoleBinding/,
  },
  {
    name: 'two namespaces',
    set: ['scope.namespaces={chart-restricted,default}'],
    kinds: /Role,RoleBinding,Role/,
  },
  {
    name: 'one replica',
    set: ['replicaCount=1'],
    kinds: /^(?!.*PodDisruptionBudget)/,
  },
  {
    name: 'no network policy',
    set: ['networkPolicies.enabled=false'],
    kinds: /^(?!.*NetworkPolicy)/,
  },
  {
    name: 'no metrics',
    set: ['metrics.enabled=false'],
    kinds: /^(?!.*Service,)/,
  },
  {
    name: 'Argo CD snippets',
    set: ['argocd.snippets=true'],
    kinds: /ConfigMap/,
  },
  {
    name: 'own account',
    set: ['serviceAccount.create=false', 'serviceAccount.name=default'],
    kinds: /^(?!.*ServiceAccount)/,
  },
  {
    name: 'an account for the portal',
    set: ['portal.serviceAccount.create=true'],
    kinds: /ServiceAccount.*ServiceAccount/,
  },
  {
    name: 'images by digest',
    set: [
      `image.digest=sha256:${'0'.repeat(64)}`,
      `authz.image.digest=sha256:${'1'.repeat(64)}`,
    ],
    kinds: /Deployment/,
  },
  {
    name: 'CRD from elsewhere',
    set: ['crd.install=false'],
    kinds: /^(?!.*CustomResourceDefinition)/,
  },
  {
    name: 'further kinds',
    set: [
      'extraChildResources[0].name=jobs',
      'extraChildResources[0].kind=Job',
      'extraChildResources[0].version=v1',
      'extraChildResources[0].group=batch',
    ],
    kinds: /Deployment/,
  },
];
const sets = (values: readonly string[]) =>
  values.map(value => `--set=${value}`);

describe('the chart', () => {
  beforeAll(async () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await run(
      'kubectl',
      ['apply', '--filename=-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels },
      }),
    );
  });
  afterAll(async () => {
    await run('kubectl', [
      'delete',
      'namespace',
      namespace,
      '--wait=false',
      '--ignore-not-found',
    ]);
  });

  it('passes strict linting', async () => {
    expect(await helm('lint', chart, '--strict')).toContain(
      '0 chart(s) failed',
    );
  });

  it.each(matrix)(
    'gives objects that a restricted cluster accepts: $name',
    async ({ set, kinds }) => {
      const yaml = await template(...sets(set));
      const found = manifests(yaml).map(manifest => manifest.kind);
      expect(`${found.join(',')},`).toMatch(kinds);
      const told = await run(
        'kubectl',
        ['apply', '--dry-run=server', '--server-side', '--filename=-'],
        yaml,
      );
      expect(told.trim().split('\n')).toHaveLength(found.length);
    },
  );

  it.each([['r'.repeat(53)], ['with.dots']])(
    'takes every name that Helm takes for a release: %s',
    async release => {
      const yaml = await helm(
        'template',
        release,
        chart,
        `--namespace=${namespace}`,
        '--kube-version=1.37',
        '--set=crd.install=false',
      );
      const told = await run(
        'kubectl',
        ['apply', '--dry-run=server', '--server-side', '--filename=-'],
        yaml,
      );
      expect(told).toMatch(/service\/\S+-metrics serverside-applied/);
    },
  );

  it('asks for pods that the policy restricted lets in', async () => {
    const deployment = manifests(
      await template('--show-only=templates/deployment.yaml'),
    )[0] as unknown as {
      spec: { template: { metadata: object; spec: object } };
    };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...deployment.spec.template.metadata, name: 'operator' },
      spec: { ...deployment.spec.template.spec, serviceAccountName: 'default' },
    };
    const told = await run(
      'kubectl',
      [
        'create',
        '--dry-run=server',
        '--filename=-',
        `--namespace=${namespace}`,
      ],
      JSON.stringify(pod),
    );
    expect(told).toContain('pod/operator created');
  });

  it.each([
    ['metrics.prot=8080', /prot/],
    ['replicaCount=two', /replicaCount/],
    ['authz.image.pullPolicy=Sometimes', /pullPolicy/],
    ['networkPolicies.clusterIpBlock={everything}', /clusterIpBlock/],
    ['image.digest=latest', /digest/],
    ['fullnameOverride=Bad_Name', /fullnameOverride/],
    ['servers=null', /missing property 'servers'/],
    ['servers.ingress=null', /missing property 'ingress'/],
    [
      'podLabels.app\\.kubernetes\\.io/name=x',
      /podLabels cannot set app\.kube/,
    ],
    ['extraEnv[0].name=AMALTHEA_LOG_LEVEL', /extraEnv cannot set AMALTHEA_LOG/],
  ])('refuses %s and names the value', async (value, message) => {
    await expect(template(`--set=${value}`)).rejects.toThrow(message);
  });

  it('refuses a list of namespaces together with the whole cluster, saying which to drop', async () => {
    await expect(
      template(...sets(['scope.clusterWide=true', 'scope.namespaces={a}'])),
    ).rejects.toThrow(
      /scope\.namespaces cannot be given together with scope\.clusterWide/,
    );
  });

  it('keeps the definition of JupyterServers, and so all servers, when it is uninstalled', async () => {
    const definition = (yaml: string) =>
      manifests(yaml).find(
        manifest => manifest.kind === 'CustomResourceDefinition',
      );
    expect(definition(await template())?.metadata.annotations).toMatchObject({
      'helm.sh/resource-policy': 'keep',
    });
    expect(
      definition(await template('--set=crd.keep=false'))?.metadata
        .annotations ?? {},
    ).not.toHaveProperty(['helm.sh/resource-policy']);
  });

  it('installs, upgrades and uninstalls', async () => {
    const common = [`--namespace=${namespace}`, '--set=crd.install=false'];
    await helm('install', 'amalthea', chart, ...common);
    expect(
      await helm(
        'upgrade',
        'amalthea',
        chart,
        ...common,
        '--set=logLevel=debug',
      ),
    ).toContain('REVISION: 2');
    const environment = await run('kubectl', [
      'get',
      'deployment',
      'amalthea',
      `--namespace=${namespace}`,
      '--output=jsonpath={.spec.template.spec.containers[0].env}',
    ]);
    expect(environment).toContain('debug');
    await helm('uninstall', 'amalthea', `--namespace=${namespace}`, '--wait');
    expect(
      await run('kubectl', [
        'get',
        'deployments,roles,serviceaccounts',
        `--namespace=${namespace}`,
        '--output=name',
      ]),
    ).not.toContain('amalthea');
  });

  it('is packaged without what only its makers need', async () => {
    const folder = join(
      process.env.TMPDIR ?? '/tmp',
      `amalthea-chart-${process.pid}`,
    );
    const told = await helm('package', chart, `--destination=${folder}`);
    const archive = told.trim().split(' ').pop() ?? '';
    const { stdout } = await runCommand('tar', ['--list', '--file', archive]);
    expect(stdout).toContain('amalthea/values.schema.json');
    expect(stdout).not.toMatch(/integration|node_modules|\.ts$/m);
    await runCommand('rm', ['-r', folder]);
  });
});
