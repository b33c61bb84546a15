import { z } from 'zod';
import {
  isAnnotationKey,
  isLabelKey,
  isLabelValue,
} from '../rules/kubernetesName';
import { maximumNameLength, namePattern } from '../rules/serverName';

const labelsSchema = z
  .record(z.string(), z.string())
  .superRefine((given, context) => {
    for (const [key, value] of Object.entries(given)) {
      if (!isLabelKey(key))
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'must be the key of a label',
        });
      if (!isLabelValue(value)) {
        context.addIssue({
          code: 'custom',
          path: [key],
          message:
            'must be the value of a label: at most 63 letters, digits, -, _ and .',
        });
      }
    }
  });

const annotationsSchema = z
  .record(z.string(), z.string())
  .superRefine((given, context) => {
    for (const key of Object.keys(given)) {
      if (!isAnnotationKey(key))
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'must be the key of an annotation',
        });
    }
  });

/** What Amalthea reads of a JupyterServer's metadata. */
export const metadataSchema = z.object({
  name: z
    .string()
    .max(maximumNameLength, {
      error: `must be at most ${maximumNameLength} characters long: the labels of the StatefulSet's pods carry it`,
    })
    .regex(new RegExp(namePattern), {
      error:
        'must consist of lower case letters, digits and -, and begin and end with a letter or digit',
    }),
  namespace: z.string().max(63).optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  generation: z.number().optional(),
  creationTimestamp: z.string().optional(),
  deletionTimestamp: z.string().optional(),
  finalizers: z.array(z.string()).optional(),
  labels: labelsSchema.default({}),
  annotations: annotationsSchema.default({}),
});
