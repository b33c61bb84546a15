import { z } from 'zod';
import {
  celIsSameOrBelow,
  hasParentSegment,
  isSameOrBelow,
} from '../rules/filePath';
import { withRules } from '../rules/rule';
import { authSchema } from './auth';
import { cullingSchema } from './culling';
import { jupyterSchema } from './jupyter';
import { patchSchema } from './patch';
import { routingSchema } from './routing';
import { storageSchema } from './storage';

/** spec of a JupyterServer */
export const jupyterServerSpecSchema = withRules(
  z.object({
    auth: authSchema
      .prefault({})
      .meta({ title: 'Access', description: 'Who may use the server.' }),
    culling: cullingSchema.prefault({}).meta({
      title: 'Culling',
      description: 'When the server is stopped or deleted by itself.',
    }),
    jupyterServer: jupyterSchema.prefault({}).meta({
      title: 'Jupyter',
      description: 'The Jupyter container and its pod.',
    }),
    patches: z.array(patchSchema).max(1000).default([]).meta({
      title: 'Patches',
      description: 'Changes to the rendered objects, applied in this order.',
    }),
    routing: routingSchema
      .prefault({})
      .meta({ title: 'Address', description: 'Where the server is found.' }),
    storage: storageSchema.prefault({}).meta({
      title: 'Storage',
      description: 'Where the files of the server live.',
    }),
    updatePolicy: z.enum(['OnRestart', 'Immediate']).default('OnRestart').meta({
      title: 'Update policy',
      description:
        'Whether a change that needs a restart waits for the next start, or restarts the server.',
    }),
  }),
  [
    {
      field: ['routing', 'host'],
      message: 'give the DNS name of the server, such as jupyter.example.org',
      reason: 'FieldValueRequired',
      cel: "has(self.routing.host) && self.routing.host != ''",
      holds: spec => Boolean(spec.routing.host),
    },
    {
      field: ['jupyterServer', 'rootDir'],
      message: 'must be equal to storage.pvc.mountPath or below it',
      cel: `!self.jupyterServer.rootDir.startsWith('/') || '..' in self.jupyterServer.rootDir.split('/') || ${celIsSameOrBelow(
        'self.jupyterServer.rootDir',
        'self.storage.pvc.mountPath',
      )}`,
      holds: ({ jupyterServer: { rootDir }, storage }) =>
        !rootDir.startsWith('/') ||
        hasParentSegment(rootDir) ||
        isSameOrBelow(rootDir, storage.pvc.mountPath),
      reads: [
        ['jupyterServer', 'rootDir'],
        ['storage', 'pvc', 'mountPath'],
      ],
    },
  ],
);

/** The spec with all defaults in place. */
export type JupyterServerSpec = z.output<typeof jupyterServerSpecSchema>;
/** The spec as people write it. */
export type JupyterServerSpecInput = z.input<typeof jupyterServerSpecSchema>;
