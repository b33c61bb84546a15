import { ChildInput } from './child';

/** Waiting for an address (Ingress) or a first consumer (claim) must not keep the application from being healthy. */
const ignoreHealth = { 'argocd.argoproj.io/ignore-healthcheck': 'true' };
/** Files outlive the manifest that asked for them. */
const keepVolume = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

/** Annotations for Argo CD on what Git delivers. */
export function deliveryAnnotations(
  { config }: ChildInput,
  childKey: string,
): Record<string, string> {
  if (config.delivery !== 'gitops') return {};
  if (childKey === 'ingress') return ignoreHealth;
  return childKey === 'pvc' ? { ...keepVolume, ...ignoreHealth } : {};
}
