import { jupyterServerSchema } from '@amalthea/jupyterserver';
import { KubernetesObject } from '@amalthea/kube';
import { z } from 'zod';

import { rememberLast } from '../plan/compare/rememberLast';
import { ServerSnapshot } from '../plan/observed/Observed';

const serverSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    uid: z.string(),
    generation: z.number().default(0),
    creationTimestamp: z.string().optional(),
    annotations: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.unknown().optional(),
  status: z.unknown().optional(),
});

const hibernatedSchema = z.looseObject({
  jupyterServer: z.looseObject({ hibernated: z.literal(true) }),
});

/** Reads of a JupyterServer what must be known even when its spec is invalid. */
export const serverSnapshot = rememberLast(read);

function read(object: KubernetesObject): ServerSnapshot {
  const { metadata, spec, status } = serverSchema.parse(object);
  // A status of classic's shape says nothing here, and is overwritten.
  const previous = jupyterServerSchema.shape.status.safeParse(status);
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    generation: metadata.generation,
    createdAt: metadata.creationTimestamp,
    annotations: metadata.annotations,
    deleting: metadata.deletionTimestamp !== undefined,
    hibernated: hibernatedSchema.safeParse(spec).success,
    status: (previous.success && previous.data) || {},
    rawStatus: status,
  };
}
