import { kubectl } from '../kubernetes/tools';
import { notebookImage } from '../product/exampleServers';

const namespace = 'argocd';
const metadata = (name: string) => ({ name, namespace });
const labels = { 'app.kubernetes.io/name': 'argocd-repo-server' };

/** What a guide patches of an Argo CD: its two ConfigMaps, and a repo-server that only waits. */
export async function standInForArgoCd() {
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('argocd-cm'),
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('argocd-cmd-params-cm'),
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('argocd-repo-server'),
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 0,
            containers: [
              {
                name: 'argocd-repo-server',
                image: notebookImage,
                command: ['sleep', 'infinity'],
              },
            ],
            volumes: [{ name: 'plugins', emptyDir: {} }],
          },
        },
      },
    },
  ];
  await kubectl(
    ['apply', '--server-side', '--force-conflicts', '--filename=-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );
  return {
    /** What Argo CD's ConfigMap holds under a key. */
    setting: (name: string, key: string): Promise<string> =>
      kubectl([
        'get',
        'configmap',
        name,
        `--namespace=${namespace}`,
        `--output=go-template={{index .data ${JSON.stringify(key)}}}`,
      ]),
    /** What the plugin, in the running repo-server, is told about rendering. */
    renderConfig: (): Promise<string> =>
      kubectl([
        'exec',
        'deployment/argocd-repo-server',
        `--namespace=${namespace}`,
        '--container=amalthea-cmp',
        '--',
        '/usr/bin/node',
        '--eval',
        'process.stdout.write(fs.readFileSync(process.env.AMALTHEA_CMP_RENDER_CONFIG_FILE))',
      ]),
    remove: async (): Promise<void> => {
      await kubectl([
        'delete',
        'deployment',
        'argocd-repo-server',
        `--namespace=${namespace}`,
        '--ignore-not-found',
      ]);
    },
  };
}
