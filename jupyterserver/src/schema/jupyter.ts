import { z } from 'zod';
import { withRules } from '../rules/rule';
import {
  celHasNoControlCharacters,
  hasNoControlCharacters,
} from '../rules/text';
import { hasParentSegment } from '../rules/filePath';
import { dnsSubdomainPattern, isDnsSubdomain } from '../rules/kubernetesName';
import {
  quantitySchema,
  isPositiveQuantity,
  celIsPositiveQuantity,
} from './quantity';
import { environmentSchema } from './environment';
import { uniqueNames } from './uniqueNames';
import { tolerationSchema } from './toleration';
import { resourcesSchema } from './resources';
import { nodeSelectorSchema } from './nodeSelector';

/** Registry, repository, tag and digest; a loose form of the reference grammar that no YAML or shell can be put into. */
const imagePattern = '^[A-Za-z0-9\\[][-A-Za-z0-9._:/@+\\[\\]]*$';

/** spec.jupyterServer */
export const jupyterSchema = withRules(
  z.object({
    image: z
      .string()
      .max(1024)
      .default('jupyter/minimal-notebook:latest')
      .meta({
        title: 'Image',
        description: 'Container image with Jupyter Server or Jupyter Notebook.',
      }),
    defaultUrl: z.string().max(2048).default('/lab').meta({
      title: 'Start page',
      description:
        'Where Jupyter leads a visitor of its root, such as /lab or /lab/tree/work.',
    }),
    rootDir: z.string().max(1024).default('/home/jovyan/work').meta({
      title: 'Root folder',
      description:
        'Absolute folder that Jupyter shows and starts in; equal to storage.pvc.mountPath or below it.',
    }),
    resources: resourcesSchema.default({}).meta({
      title: 'Resources',
      description: 'Requests and limits of the Jupyter container, as in a pod.',
      'x-kubernetes-preserve-unknown-fields': true,
    }),
    hibernated: z.boolean().default(false).meta({
      title: 'Hibernated',
      description: 'Stops the server; its volume is kept.',
    }),
    env: uniqueNames(z.array(environmentSchema).max(200)).optional().meta({
      title: 'Environment',
      description:
        'Environment variables of the Jupyter container, as in a pod.',
    }),
    imagePullPolicy: z
      .enum(['Always', 'IfNotPresent', 'Never'])
      .optional()
      .meta({
        title: 'Pull policy',
        description:
          'When the image is downloaded. Absent: Always for the tag latest, else IfNotPresent.',
      }),
    imagePullSecrets: uniqueNames(
      z
        .array(
          z.object({
            name: z.string().min(1).max(253).meta({
              description: 'Name of the Secret, in the same namespace.',
            }),
          }),
        )
        .max(20),
    )
      .optional()
      .meta({
        title: 'Pull secrets',
        description: 'Secrets with logins for image registries.',
      }),
    nodeSelector: nodeSelectorSchema.optional().meta({
      title: 'Node selector',
      description: 'Labels that a machine must have.',
    }),
    tolerations: z.array(tolerationSchema).max(50).optional().meta({
      title: 'Tolerations',
      description: 'Taints of machines that do not keep the server away.',
    }),
    affinity: z.looseObject({}).optional().meta({
      title: 'Affinity',
      description: 'Scheduling constraints, as in a pod.',
      'x-kubernetes-preserve-unknown-fields': true,
    }),
    priorityClassName: z.string().max(253).optional().meta({
      title: 'Priority class',
      description: 'PriorityClass of the pod.',
    }),
    serviceAccountName: z.string().max(253).optional().meta({
      title: 'Service account',
      description:
        'ServiceAccount of the pod. Its token is not mounted; a patch can ask for it.',
    }),
    shmSize: quantitySchema.optional().meta({
      title: 'Shared memory',
      description:
        'Size of /dev/shm, which counts as memory of the server. Absent: the 64 MiB of the container runtime.',
      maxLength: 64,
      'x-kubernetes-int-or-string': true,
    }),
  }),
  [
    {
      field: ['image'],
      message:
        'must be an image reference such as jupyter/minimal-notebook:latest, without spaces, quotes or line breaks',
      cel: `self.image.matches(r'${imagePattern}')`,
      holds: jupyter => new RegExp(imagePattern).test(jupyter.image),
    },
    {
      field: ['defaultUrl'],
      message: 'must not contain line breaks or other control characters',
      cel: celHasNoControlCharacters('self.defaultUrl'),
      holds: jupyter => hasNoControlCharacters(jupyter.defaultUrl),
    },
    {
      field: ['rootDir'],
      message:
        'must be an absolute path without .. and control characters, such as /home/jovyan/work',
      cel: `self.rootDir.startsWith('/') && !('..' in self.rootDir.split('/')) && ${celHasNoControlCharacters(
        'self.rootDir',
      )}`,
      holds: ({ rootDir }) =>
        rootDir.startsWith('/') &&
        !hasParentSegment(rootDir) &&
        hasNoControlCharacters(rootDir),
    },
    {
      field: ['priorityClassName'],
      message:
        'must be the name of a PriorityClass: lower case letters, digits, - and .',
      cel: `!has(self.priorityClassName) || self.priorityClassName == '' || self.priorityClassName.matches(r'${dnsSubdomainPattern}')`,
      holds: ({ priorityClassName }) =>
        !priorityClassName || isDnsSubdomain(priorityClassName),
    },
    {
      field: ['serviceAccountName'],
      message:
        'must be the name of a ServiceAccount: lower case letters, digits, - and .',
      cel: `!has(self.serviceAccountName) || self.serviceAccountName == '' || self.serviceAccountName.matches(r'${dnsSubdomainPattern}')`,
      holds: ({ serviceAccountName }) =>
        !serviceAccountName || isDnsSubdomain(serviceAccountName),
    },
    {
      field: ['shmSize'],
      message: 'must be a quantity greater than zero, such as 1Gi',
      cel: `!has(self.shmSize) || ${celIsPositiveQuantity('self.shmSize')}`,
      holds: ({ shmSize }) =>
        shmSize === undefined || isPositiveQuantity(shmSize),
    },
  ],
);
