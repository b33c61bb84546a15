import { z } from 'zod';
import {
  celIsDataKey,
  dnsSubdomainPattern,
  isDataKey,
  isDnsSubdomain,
} from '../rules/kubernetesName';
import { withRules } from '../rules/rule';

/** A key of a Secret in the namespace of the server. */
export const secretKeyRefSchema = withRules(
  z.object({
    name: z.string().max(253).meta({
      title: 'Secret',
      description: 'Name of the Secret, in the same namespace.',
    }),
    key: z
      .string()
      .max(253)
      .meta({ title: 'Key', description: 'Key in the Secret.' }),
  }),
  [
    {
      field: ['name'],
      message:
        'must be the name of a Secret: lower case letters, digits, - and .',
      cel: `self.name.matches(r'${dnsSubdomainPattern}')`,
      holds: ref => isDnsSubdomain(ref.name),
    },
    {
      field: ['key'],
      message: 'must be a key of a Secret: letters, digits, -, _ and .',
      cel: celIsDataKey('self.key'),
      holds: ref => isDataKey(ref.key),
    },
  ],
);
