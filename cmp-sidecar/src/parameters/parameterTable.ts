import type { ParameterAnnouncement } from '../protocol/messages';

/** The parameters of the plugin: what Argo CD's user interface shows, what the parser accepts, what the docs list. */
export const parameterTable = [
  {
    name: 'delivery',
    title: 'Delivery',
    tooltip:
      'bundle: the JupyterServer and everything that runs for it, so that diff, prune and rollback show it. ' +
      'resource: the JupyterServer alone; the operator creates the rest.',
    collectionType: 'string',
    string: 'bundle',
  },
  {
    name: 'namespace',
    title: 'Namespace',
    tooltip:
      'The one namespace that servers of this Application may be in. Given to servers that name none.',
    collectionType: 'string',
    string: '',
  },
  {
    name: 'host',
    title: 'Host',
    tooltip:
      'Host of servers that name none in spec.routing.host, without scheme or port.',
    collectionType: 'string',
    string: '',
  },
  {
    name: 'imagePrefixes',
    title: 'Allowed images',
    tooltip:
      'Images must begin with one of these; a prefix ends at a /, : or @. Empty allows every image.',
    collectionType: 'array',
    array: [],
  },
  {
    name: 'maxResources',
    title: 'Largest server',
    tooltip:
      'The most that all containers of one server may ask for together, as Kubernetes quantities, for example cpu: "4", ' +
      'memory: 16Gi. A limit is then required for cpu, memory and ephemeral-storage.',
    collectionType: 'map',
    map: {},
  },
  {
    name: 'requiredLabels',
    title: 'Required labels',
    tooltip: 'Label keys that every server must carry with a value.',
    collectionType: 'array',
    array: [],
  },
  {
    name: 'labels',
    title: 'Labels',
    tooltip:
      'Labels given to every server. A server that sets one of them to another value is refused.',
    collectionType: 'map',
    map: {},
  },
  {
    name: 'storageClass',
    title: 'Storage class',
    tooltip: 'Storage class of servers with a volume that name none.',
    collectionType: 'string',
    string: '',
  },
  {
    name: 'passThrough',
    title: 'Other objects',
    tooltip:
      'allow: objects of other kinds are delivered as they are. deny: they are refused. Deny them where the limits above ' +
      'must hold for everything in the path.',
    collectionType: 'string',
    string: 'allow',
  },
] as const satisfies readonly ParameterAnnouncement[];

/** The name of a parameter. */
export type ParameterName = (typeof parameterTable)[number]['name'];
