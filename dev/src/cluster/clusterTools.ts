import type { ToolName } from '../tools/toolCatalogue';

/** The programs of a cluster, and kubectl for whoever looks at it. Built in one go, those of a module share the work. */
export function clusterTools(options: {
  readonly simulated: boolean;
}): readonly ToolName[] {
  const controlPlane = [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
  ] as const;
  if (options.simulated) return [...controlPlane, 'kwok'];
  return [
    ...controlPlane,
    'kubelet',
    'kube-proxy',
    'containerd',
    'containerd-shim-runc-v2',
    'ctr',
    'pause',
  ];
}
