import { renderConfigSchema } from '@amalthea/jupyterserver';
import { z } from 'zod';
import { durationSecondsSchema } from './duration';
import { profileSchema } from './profileSchema';

/** `amalthea` in app-config.yaml. */
export const configurationSchema = z.strictObject({
  profiles: z.array(profileSchema).default([]),
  clusters: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        serviceAccountToken: z.string().min(1).optional(),
        serviceAccountTokenFile: z.string().min(1).optional(),
      }),
    )
    .default([]),
  health: z
    .strictObject({
      interval: durationSecondsSchema.default(10),
      timeout: durationSecondsSchema.default(5),
    })
    .default({ interval: 10, timeout: 5 }),
  stream: z
    .strictObject({
      heartbeat: durationSecondsSchema.default(15),
      perUser: z.number().int().min(1).default(10),
      total: z.number().int().min(1).default(2000),
    })
    .default({ heartbeat: 15, perUser: 10, total: 2000 }),
  render: renderConfigSchema.prefault({}),
});

export type AmaltheaConfiguration = z.output<typeof configurationSchema>;
