import { group, kind, plural, version } from '@amalthea/jupyterserver';
import { apiVersionOf, ResourceRef, resources } from '@amalthea/kube';

/** The custom resource itself. */
export const jupyterServers: ResourceRef = {
  group,
  version,
  plural,
  kind,
  namespaced: true,
};

/** Gateway API; served only where it is installed. */
export const httpRoutes: ResourceRef = {
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  plural: 'httproutes',
  kind: 'HTTPRoute',
  namespaced: true,
};

/** What a bundle holds without further configuration. */
export const builtInChildren: readonly ResourceRef[] = [
  resources.services,
  resources.ingresses,
  resources.statefulSets,
  resources.configMaps,
  resources.secrets,
  resources.persistentVolumeClaims,
  resources.networkPolicies,
  httpRoutes,
];

/** Kinds that may not be installed: the operator runs without them. */
export const optionalChildren: ReadonlySet<string> = new Set([
  kindOf(httpRoutes),
]);

/** `apiVersion kind`. */
export function kindOf(resource: ResourceRef): string {
  return `${apiVersionOf(resource)} ${resource.kind}`;
}
