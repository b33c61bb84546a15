import { z } from 'zod';
import { apiVersion, kind } from '../api/group';
import { metadataSchema } from './metadata';
import { jupyterServerSpecSchema } from './spec';
import { jupyterServerStatusSchema } from './status';

/** A JupyterServer: the one source of its types, defaults, validation, CRD, form and reference. */
export const jupyterServerSchema = z.object({
  apiVersion: z.literal(apiVersion),
  kind: z.literal(kind),
  metadata: metadataSchema,
  spec: jupyterServerSpecSchema,
  status: jupyterServerStatusSchema.optional(),
});

/** A JupyterServer with all defaults in place. */
export type JupyterServer = z.output<typeof jupyterServerSchema>;
/** A JupyterServer as people write it. */
export type JupyterServerInput = z.input<typeof jupyterServerSchema>;
