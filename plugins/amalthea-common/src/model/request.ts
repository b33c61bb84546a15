import { z } from 'zod';

/**
 * The longest name with which all objects of a server keep valid names (`<name>-0` and label values).
 *
 * @public
 */
export const SERVER_NAME_LENGTH_LIMIT = 52;

/**
 * The rule for names of servers: a DNS label that starts with a letter.
 *
 * @public
 */
export const serverNameSchema = z
  .string()
  .min(1, { error: 'Give the server a name.', abort: true })
  .max(
    SERVER_NAME_LENGTH_LIMIT,
    `Use at most ${SERVER_NAME_LENGTH_LIMIT} characters.`,
  )
  .regex(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/,
    'Use small letters, digits and dashes; start with a letter and end with a letter or digit.',
  );

/**
 * Whether a variable configures Jupyter or the container's start script, so that setting it would change who may open
 * the server.
 *
 * @public
 */
export function isReservedVariable(name: string): boolean {
  return /^(JUPYTER_|SERVER_APP_)/.test(name);
}

const variableNameSchema = z
  .string()
  .max(256)
  .regex(
    /^[A-Za-z_][A-Za-z0-9_]*$/,
    'Use letters, digits and underscores, not starting with a digit.',
  );

/** An id of the configuration, or a name of a cluster or namespace. */
const idSchema = z.string().min(1).max(253);

/** What the environment of a process can hold. */
const variableValueSchema = z
  .string()
  .max(32_768)
  .regex(
    /^[^\0\p{Surrogate}]*$/u,
    'Use text without NUL and without halves of characters.',
  );

/**
 * What a profile lets people choose. Everything absent takes the profile's default.
 *
 * @public
 */
export const shapeRequestSchema = z.strictObject({
  /** Id of one of the profile's images. */
  image: idSchema.optional(),
  /** Id of one of the profile's sizes. */
  size: idSchema.optional(),
  diskBytes: z.number().int().positive().optional(),
  /** 0: never stops for idleness. */
  idleSeconds: z.number().int().nonnegative().optional(),
  environment: z.record(variableNameSchema, variableValueSchema).optional(),
  /** E-mail addresses of people who may open the server besides its owner. */
  collaborators: z.array(z.email()).max(50).optional(),
});

/**
 * @public
 */
export type ShapeRequest = z.infer<typeof shapeRequestSchema>;

/**
 * Body of `POST /preview`.
 *
 * @public
 */
export const previewRequestSchema = z.strictObject({
  profile: idSchema,
  name: serverNameSchema,
  /** Absent: the profile's first destination. */
  cluster: idSchema.optional(),
  namespace: idSchema.optional(),
  shape: shapeRequestSchema.default({}),
});

/**
 * @public
 */
export type PreviewRequest = z.input<typeof previewRequestSchema>;

/**
 * Body of `POST /servers`. The same `requestId` never makes a second server;
 * without one, a retry may.
 *
 * @public
 */
export const createServerRequestSchema = previewRequestSchema.extend({
  requestId: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{6,61}[A-Za-z0-9]$/,
      'Use 8 to 63 letters, digits, dots, dashes or underscores, with a letter or digit at both ends.',
    )
    .optional(),
});

/**
 * @public
 */
export type CreateServerRequest = z.input<typeof createServerRequestSchema>;

/**
 * Body of `PUT /servers/:cluster/:namespace/:name`. What the shape leaves out stays as it is.
 *
 * @public
 */
export const updateServerRequestSchema = z.strictObject({
  /** From the server that the change was made on; a newer one is answered with `Conflict`. */
  resourceVersion: z.string().max(253).optional(),
  shape: shapeRequestSchema,
});

/**
 * @public
 */
export type UpdateServerRequest = z.infer<typeof updateServerRequestSchema>;

/**
 * Body of `POST …/keep`: how long the server must not stop for idleness, counted from now.
 *
 * @public
 */
export const keepServerRequestSchema = z.strictObject({
  minutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60),
});

/**
 * @public
 */
export type KeepServerRequest = z.infer<typeof keepServerRequestSchema>;
