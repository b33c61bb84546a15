import { z } from 'zod';

const label = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'Use small letters, digits, dashes and dots.',
  );

/** `:cluster/:namespace/:name` of a route. Names that Kubernetes could not have never reach a cluster. */
export const referenceSchema = z.object({
  cluster: z.string().min(1).max(253),
  namespace: label,
  name: label,
});
