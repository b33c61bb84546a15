import { z } from 'zod';
import { parseQuantity } from '@amalthea/plugin-amalthea-common';
import { durationSecondsSchema } from './duration';

const identifierSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    'Use small letters, digits and dashes.',
  )
  .max(63, 'Use at most 63 characters.');

function quantitySchema(example: string) {
  return z.union([z.string(), z.number()]).transform((value, context) => {
    const amount = parseQuantity(value);
    if (amount === undefined || amount < 0) {
      context.addIssue({
        code: 'custom',
        message: `Use a Kubernetes quantity such as ${example}.`,
      });
      return z.NEVER;
    }
    return amount;
  });
}
const bytesSchema = quantitySchema('8Gi').refine(
  bytes => Number.isInteger(bytes),
  'Use whole bytes.',
);

const entityReferenceSchema = z
  .string()
  .regex(
    /^[a-z]+:[^/\s:]+\/[^/\s:]+$/i,
    'Use an entity reference such as group:default/research.',
  )
  .transform(reference => reference.toLocaleLowerCase('en-US'));

const dnsLabelSchema = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'Use a Kubernetes name: small letters, digits and dashes.',
  )
  .max(63);

const costSchema = z.strictObject({
  perHour: z.number().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Use a currency code such as CHF.'),
});

const imageSchema = z.strictObject({
  id: identifierSchema,
  title: z.string().min(1),
  description: z.string().optional(),
  image: z.string().regex(/^\S+$/, 'Use an image reference without spaces.'),
});

const sizeSchema = z.strictObject({
  id: identifierSchema,
  title: z.string().min(1),
  description: z.string().optional(),
  cpu: quantitySchema('2 or 500m').refine(
    cores => cores > 0,
    'Use more than 0 cores.',
  ),
  memory: bytesSchema.refine(bytes => bytes > 0, 'Use more than 0 bytes.'),
  gpus: z.number().int().nonnegative().default(0),
  cost: costSchema.optional(),
});

const variableSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'Use letters, digits and underscores.'),
  title: z.string().min(1),
  description: z.string().optional(),
  default: z.string().optional(),
  pattern: z.string().optional(),
});

const oidcSchema = z.strictObject({
  issuerUrl: z.url({
    protocol: /^https?$/,
    error: 'Use the issuer URL of the OpenID provider.',
  }),
  clientId: z.string().min(1),
  clientSecretRef: z.strictObject({
    name: z.string().min(1),
    key: z.string().min(1),
  }),
  /** Claim values of groups whose members may open every server of the profile. */
  groups: z.array(z.string()).default([]),
});

/** One entry of `amalthea.profiles`, each value checked by itself. */
export const profileSchema = z.strictObject({
  id: identifierSchema,
  title: z.string().min(1),
  description: z.string().min(1),
  icon: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'Use the name of a Remix icon, such as flask.')
    .optional(),
  images: z.array(imageSchema).min(1, 'Offer at least one image.'),
  sizes: z.array(sizeSchema).min(1, 'Offer at least one size.'),
  defaults: z
    .strictObject({ image: z.string().optional(), size: z.string().optional() })
    .default({}),
  gpuResource: z
    .string()
    .regex(
      /^[a-z0-9.-]+\/[a-zA-Z0-9._-]+$/,
      'Use the name of an extended resource.',
    )
    .default('nvidia.com/gpu'),
  disk: z
    .strictObject({
      minimum: bytesSchema,
      maximum: bytesSchema,
      default: bytesSchema.optional(),
      kept: z.boolean().default(true),
      storageClass: dnsLabelSchema.optional(),
      mountPath: z
        .string()
        .startsWith('/', 'Use an absolute path.')
        .default('/home/jovyan/work'),
    })
    .default({
      minimum: 2 ** 30,
      maximum: 2 ** 30,
      kept: true,
      mountPath: '/home/jovyan/work',
    }),
  idle: z
    .strictObject({
      minimum: durationSecondsSchema,
      maximum: durationSecondsSchema,
      default: durationSecondsSchema.optional(),
      mayNeverStop: z.boolean().default(false),
    })
    .default({ minimum: 3600, maximum: 3600, mayNeverStop: false }),
  culling: z
    .strictObject({
      maxAge: durationSecondsSchema.optional(),
      starting: durationSecondsSchema.optional(),
      failed: durationSecondsSchema.optional(),
      deleteStoppedAfter: durationSecondsSchema.optional(),
    })
    .default({}),
  environment: z
    .strictObject({
      fixed: z.record(variableSchema.shape.name, z.string()).default({}),
      variables: z.array(variableSchema).default([]),
      free: z.boolean().default(false),
    })
    .default({ fixed: {}, variables: [], free: false }),
  destinations: z
    .array(
      z.strictObject({ cluster: z.string().min(1), namespace: dnsLabelSchema }),
    )
    .min(1, 'Name at least one cluster and namespace.'),
  routing: z.strictObject({
    host: z.string().min(1),
    path: z
      .string()
      .startsWith('/', 'Start the path with a slash.')
      .default('/users/{owner}/{name}'),
    tls: z
      .strictObject({ enabled: z.boolean(), secretName: z.string().optional() })
      .default({ enabled: true }),
    ingressAnnotations: z.record(z.string(), z.string()).default({}),
  }),
  oidc: oidcSchema.optional(),
  usableBy: z.array(entityReferenceSchema).default([]),
  defaultUrl: z.string().startsWith('/').default('/lab'),
  /** Appended to the patches of every server of the profile; the JupyterServer API describes them. */
  patches: z
    .array(z.strictObject({ type: z.string(), patch: z.unknown() }))
    .default([]),
});

/** A profile with its defaults; sizes in bytes and cores, durations in seconds. */
export type ProfileDefinition = z.output<typeof profileSchema>;
