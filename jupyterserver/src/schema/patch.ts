import { z } from 'zod';
import { Json } from '../kubernetes/json';

/** The two kinds of patch that classic knows. */
export const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
] as const;

/** An entry of spec.patches */
export const patchSchema = z.object({
  type: z.enum(patchTypes).meta({
    title: 'Type',
    description:
      'application/json-patch+json (RFC 6902) or application/merge-patch+json (RFC 7386).',
  }),
  patch: z
    .custom<Json>(value => value !== undefined && value !== null, {
      error: 'is required',
    })
    .meta({
      title: 'Patch',
      description:
        'Applies to one document with a key for each child: service, ingress, statefulset, configmap, secret, pvc, networkpolicy.',
      'x-kubernetes-preserve-unknown-fields': true,
    }),
});

export type Patch = z.output<typeof patchSchema>;
