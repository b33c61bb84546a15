import { ResourceRef, resources } from '@amalthea/kube';

import { builtInChildren, jupyterServers } from './kinds';

/** What the operator does with a resource. */
export interface ResourceRule {
  /** Empty for the core group. */
  readonly group: string;
  /** `plural` or `plural/subresource`. */
  readonly resource: string;
  readonly verbs: readonly Verb[];
  /** `served`: in each namespace whose servers it runs. `operator`: in its own. */
  readonly scope: 'served' | 'operator';
  readonly reason: string;
}

/** A verb of the Kubernetes API. */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'patch'
  | 'update'
  | 'delete';

/** Server-side apply is the verb patch, and create when the object is new. */
const childVerbs: readonly Verb[] = [
  'get',
  'list',
  'watch',
  'create',
  'patch',
  'delete',
];

function child(resource: ResourceRef): ResourceRule {
  return {
    group: resource.group,
    resource: resource.plural,
    // Files outlive a change of the spec: the operator has no right to delete a claim.
    verbs:
      resource === resources.persistentVolumeClaims
        ? childVerbs.filter(verb => verb !== 'delete')
        : childVerbs,
    scope: 'served',
    reason: `The ${resource.kind} of each server.`,
  };
}

/**
 * Everything the operator asks of the API server: the RBAC of the chart is generated from it, and the
 * integration tests run with exactly these rights.
 *
 * @param extraChildren - further kinds that patches may add to bundles
 */
export function resourceTable(
  extraChildren: readonly ResourceRef[] = [],
): readonly ResourceRule[] {
  return [
    {
      group: jupyterServers.group,
      resource: jupyterServers.plural,
      verbs: ['list', 'watch'],
      scope: 'served',
      reason: 'What should run.',
    },
    {
      group: jupyterServers.group,
      resource: `${jupyterServers.plural}/status`,
      verbs: ['patch'],
      scope: 'served',
      reason: 'What does run.',
    },
    {
      // With the admission plugin OwnerReferencesPermissionEnforcement, blockOwnerDeletion needs it.
      group: jupyterServers.group,
      resource: `${jupyterServers.plural}/finalizers`,
      verbs: ['update'],
      scope: 'served',
      reason: 'Owner references that block the deletion of the owner.',
    },
    ...builtInChildren.map(child),
    ...extraChildren.map(child),
    {
      group: '',
      resource: 'pods',
      verbs: ['list', 'watch', 'delete'],
      scope: 'served',
      reason: 'Whether servers run; restarts.',
    },
    {
      group: 'apps',
      resource: 'controllerrevisions',
      verbs: ['get'],
      scope: 'served',
      reason: 'What a running pod was made from.',
    },
    {
      group: 'discovery.k8s.io',
      resource: 'endpointslices',
      verbs: ['list', 'watch'],
      scope: 'served',
      reason: 'Whether Services lead to their pods.',
    },
    {
      group: '',
      resource: 'events',
      verbs: ['list', 'watch'],
      scope: 'served',
      reason: 'Why a pod cannot be made, scheduled or mounted.',
    },
    {
      group: 'events.k8s.io',
      resource: 'events',
      verbs: ['create', 'patch'],
      scope: 'served',
      reason: 'Telling people what happened to their servers.',
    },
    {
      group: 'coordination.k8s.io',
      resource: 'leases',
      verbs: ['get', 'create', 'update'],
      scope: 'operator',
      reason: 'One operator at a time.',
    },
  ];
}
