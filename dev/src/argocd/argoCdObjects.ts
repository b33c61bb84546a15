/** Where Argo CD keeps its own objects. */
export const argoCdNamespace = 'argocd';

/** What Argo CD needs in the cluster beside its resource definitions. */
export function argoCdObjects(
  configuration: Readonly<Record<string, string>>,
): readonly object[] {
  // Its informers see only what carries this label.
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const metadata = (name: string) => ({
    name,
    namespace: argoCdNamespace,
    labels,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: argoCdNamespace },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('argocd-cm'),
      data: configuration,
    },
    { apiVersion: 'v1', kind: 'Secret', metadata: metadata('argocd-secret') },
  ];
}

/** The project that allows everything. Argo CD's API server makes it too, but starts last. */
export const defaultProject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default', namespace: argoCdNamespace },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ server: '*', namespace: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};
