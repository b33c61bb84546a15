import { z } from 'zod';
import {
  dnsLabelPattern,
  dnsSubdomainPattern,
  isDnsSubdomain,
} from '../rules/kubernetesName';
import { withRules } from '../rules/rule';

/** `namespace` is a word of CEL's own; Kubernetes writes fields of such names like this. */
const celNamespace = '__namespace__';
const gatewayGroup = 'gateway.networking.k8s.io';
const kindPattern = '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$';

const parentRefSchema = withRules(
  z.object({
    name: z
      .string()
      .min(1)
      .max(253)
      .meta({ title: 'Gateway', description: 'Name of the Gateway.' }),
    namespace: z.string().min(1).max(63).optional().meta({
      title: 'Namespace',
      description: 'Namespace of the Gateway. Absent: that of the server.',
    }),
    sectionName: z.string().min(1).max(253).optional().meta({
      title: 'Listener',
      description: 'Name of the listener of the Gateway.',
    }),
    port: z.int().min(1).max(65535).optional().meta({
      title: 'Port',
      description: 'Port of the listener.',
      format: 'int32',
    }),
    group: z.string().max(253).optional().meta({
      title: 'Group',
      description:
        'API group of the parent. Default: gateway.networking.k8s.io.',
    }),
    kind: z.string().min(1).max(63).optional().meta({
      title: 'Kind',
      description: 'Kind of the parent. Default: Gateway.',
    }),
  }),
  [
    {
      field: ['namespace'],
      message:
        'must be the name of a namespace: lower case letters, digits and -',
      cel: `!has(self.${celNamespace}) || self.${celNamespace}.matches(r'${dnsLabelPattern}')`,
      holds: ({ namespace }) =>
        namespace === undefined || new RegExp(dnsLabelPattern).test(namespace),
    },
    {
      field: ['sectionName'],
      message:
        'must be the name of a listener: lower case letters, digits, - and .',
      cel: `!has(self.sectionName) || self.sectionName.matches(r'${dnsSubdomainPattern}')`,
      holds: ({ sectionName }) =>
        sectionName === undefined || isDnsSubdomain(sectionName),
    },
    {
      field: ['group'],
      message: 'must be an API group: lower case letters, digits, - and .',
      cel: `!has(self.group) || self.group == '' || self.group.matches(r'${dnsSubdomainPattern}')`,
      holds: ({ group }) => !group || isDnsSubdomain(group),
    },
    {
      field: ['kind'],
      message: 'must be a kind such as Gateway: letters, digits and -',
      cel: `!has(self.kind) || self.kind.matches(r'${kindPattern}')`,
      holds: ({ kind }) =>
        kind === undefined || new RegExp(kindPattern).test(kind),
    },
  ],
);

type ParentRef = z.output<typeof parentRefSchema>;

function isSameParent(one: ParentRef, other: ParentRef): boolean {
  return (
    one.name === other.name &&
    (one.namespace ?? '') === (other.namespace ?? '') &&
    (one.kind ?? 'Gateway') === (other.kind ?? 'Gateway') &&
    (one.group ?? gatewayGroup) === (other.group ?? gatewayGroup)
  );
}

const celField = (subject: string, name: string, fallback: string) =>
  `(has(${subject}.${name}) ? ${subject}.${name} : '${fallback}')`;
const celEqual = (name: string, fallback = '') =>
  `${celField('one', name, fallback)} == ${celField('other', name, fallback)}`;
const celIsSameParent = `one.name == other.name && ${celEqual(
  celNamespace,
)} && ${celEqual('kind', 'Gateway')} && ${celEqual('group', gatewayGroup)}`;

/** spec.routing.gateway */
export const gatewaySchema = withRules(
  z.object({
    parentRefs: z.array(parentRefSchema).min(1).max(32).meta({
      title: 'Gateways',
      description: 'Gateways (listeners) that the route attaches to.',
    }),
  }),
  [
    {
      // As the Gateway API demands of an HTTPRoute.
      field: ['parentRefs'],
      message:
        'must name each Gateway once, or each time with another sectionName',
      cel: `self.parentRefs.all(one, self.parentRefs.filter(other, ${celIsSameParent}).size() == 1 || (has(one.sectionName) && self.parentRefs.filter(other, ${celIsSameParent} && has(other.sectionName) && other.sectionName == one.sectionName).size() == 1))`,
      holds: ({ parentRefs }) =>
        parentRefs.every(one => {
          const same = parentRefs.filter(other => isSameParent(one, other));
          return (
            same.length === 1 ||
            (one.sectionName !== undefined &&
              same.filter(({ sectionName }) => sectionName === one.sectionName)
                .length === 1)
          );
        }),
    },
  ],
);
