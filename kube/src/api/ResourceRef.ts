/** A kind of object and where the API server serves it. */
export interface ResourceRef {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** As in the URL: lower-case plural. */
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** `v1` or `group/version`. */
export function apiVersionOf(
  resource: Pick<ResourceRef, 'group' | 'version'>,
): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

/** `pods` or `statefulsets.apps`: how kubectl and RBAC messages name a resource. */
export function resourceName(
  resource: Pick<ResourceRef, 'group' | 'plural'>,
): string {
  return resource.group
    ? `${resource.plural}.${resource.group}`
    : resource.plural;
}

/** The URL path of a resource, of one object, or of a subresource of it. */
export function resourcePath(
  resource: ResourceRef,
  target: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const parts = resource.group
    ? ['/apis', resource.group, resource.version]
    : ['/api', resource.version];
  if (resource.namespaced && target.namespace) {
    parts.push('namespaces', encodeURIComponent(target.namespace));
  }
  parts.push(resource.plural);
  if (target.name !== undefined) {
    parts.push(encodeURIComponent(target.name));
  }
  if (target.subresource) {
    parts.push(target.subresource);
  }
  return parts.join('/');
}

function core(plural: string, kind: string, namespaced = true): ResourceRef {
  return { group: '', version: 'v1', plural, kind, namespaced };
}

function grouped(
  group: string,
  plural: string,
  kind: string,
  namespaced = true,
): ResourceRef {
  return { group, version: 'v1', plural, kind, namespaced };
}

/** The built-in resources that this project uses; others are found by discovery. */
export const resources = {
  configMaps: core('configmaps', 'ConfigMap'),
  controllerRevisions: grouped(
    'apps',
    'controllerrevisions',
    'ControllerRevision',
  ),
  coreEvents: core('events', 'Event'),
  customResourceDefinitions: grouped(
    'apiextensions.k8s.io',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    false,
  ),
  endpointSlices: grouped(
    'discovery.k8s.io',
    'endpointslices',
    'EndpointSlice',
  ),
  events: grouped('events.k8s.io', 'events', 'Event'),
  ingresses: grouped('networking.k8s.io', 'ingresses', 'Ingress'),
  leases: grouped('coordination.k8s.io', 'leases', 'Lease'),
  namespaces: core('namespaces', 'Namespace', false),
  networkPolicies: grouped(
    'networking.k8s.io',
    'networkpolicies',
    'NetworkPolicy',
  ),
  nodes: core('nodes', 'Node', false),
  persistentVolumeClaims: core(
    'persistentvolumeclaims',
    'PersistentVolumeClaim',
  ),
  pods: core('pods', 'Pod'),
  secrets: core('secrets', 'Secret'),
  serviceAccounts: core('serviceaccounts', 'ServiceAccount'),
  services: core('services', 'Service'),
  statefulSets: grouped('apps', 'statefulsets', 'StatefulSet'),
} as const satisfies Record<string, ResourceRef>;
