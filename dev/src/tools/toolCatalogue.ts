import { DevError } from '../host/DevError';

/** A program that is built from a Go module whose versions are pinned in `dev/tools/<module>/go.mod`. */
export interface Tool {
  readonly name: ToolName;
  /** Folder below `dev/tools`. */
  readonly module: string;
  /** Go package of the program. */
  readonly goPackage: string;
}

export const toolNames = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
  'kubelet',
  'kubectl',
  'etcd',
  'kwok',
  'containerd',
  'containerd-shim-runc-v2',
  'ctr',
  'helm',
  'argocd',
  'oauth2-proxy',
  'pause',
] as const;

export type ToolName = (typeof toolNames)[number];

const goPackages: Record<
  ToolName,
  { readonly module: string; readonly goPackage: string }
> = {
  'kube-apiserver': kubernetes('kube-apiserver'),
  'kube-controller-manager': kubernetes('kube-controller-manager'),
  'kube-scheduler': kubernetes('kube-scheduler'),
  'kube-proxy': kubernetes('kube-proxy'),
  kubelet: kubernetes('kubelet'),
  kubectl: kubernetes('kubectl'),
  etcd: { module: 'etcd', goPackage: 'go.etcd.io/etcd/server/v3' },
  kwok: { module: 'kwok', goPackage: 'sigs.k8s.io/kwok/cmd/kwok' },
  containerd: containerd('containerd'),
  'containerd-shim-runc-v2': containerd('containerd-shim-runc-v2'),
  ctr: containerd('ctr'),
  helm: { module: 'helm', goPackage: 'helm.sh/helm/v4/cmd/helm' },
  argocd: { module: 'argocd', goPackage: 'github.com/argoproj/argo-cd/v3/cmd' },
  'oauth2-proxy': {
    module: 'oauth2-proxy',
    goPackage: 'github.com/oauth2-proxy/oauth2-proxy/v7',
  },
  pause: { module: 'pause', goPackage: 'amalthea.dev/dev/tools/pause' },
};

/**
 * The tool of that name.
 *
 * @throws DevError `TOOL_UNKNOWN` naming all tools there are.
 */
export function findTool(name: string): Tool {
  const known = toolNames.find(candidate => candidate === name);
  if (!known) {
    throw new DevError(
      'TOOL_UNKNOWN',
      `There is no tool '${name}'. Known tools: ${toolNames.join(', ')}.`,
    );
  }
  return { name: known, ...goPackages[known] };
}

function kubernetes(program: string) {
  return {
    module: 'kubernetes',
    goPackage: `k8s.io/kubernetes/cmd/${program}`,
  };
}

function containerd(program: string) {
  return {
    module: 'containerd',
    goPackage: `github.com/containerd/containerd/v2/cmd/${program}`,
  };
}
