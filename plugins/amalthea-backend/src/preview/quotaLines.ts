import {
  parseQuantity,
  type QuotaLine,
} from '@amalthea/plugin-amalthea-common';
import { z } from 'zod';

const quotaSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z
    .object({
      scopes: z.array(z.unknown()).optional(),
      scopeSelector: z.unknown().optional(),
    })
    .default({}),
  status: z
    .object({
      hard: z.record(z.string(), z.unknown()).default({}),
      used: z.record(z.string(), z.unknown()).default({}),
    })
    .default({ hard: {}, used: {} }),
});

/** The lines of the namespace's quotas that a demand touches. Quotas with scopes are left out: they may not apply. */
export function quotaLines(
  quotas: readonly unknown[],
  demand: ReadonlyMap<string, number>,
): readonly QuotaLine[] {
  return quotas.flatMap(candidate => {
    const parsed = quotaSchema.safeParse(candidate);
    if (
      !parsed.success ||
      parsed.data.spec.scopes?.length ||
      parsed.data.spec.scopeSelector
    )
      return [];
    const { metadata, status } = parsed.data;
    return Object.entries(status.hard).flatMap(([resource, hard]) => {
      const asked = demand.get(resource);
      const limit = parseQuantity(hard);
      if (asked === undefined || limit === undefined) return [];
      const used = parseQuantity(status.used[resource]) ?? 0;
      const after = used + asked;
      // Decimal fractions of cores do not add up exactly in binary.
      const exceeded = after - limit > 1e-9 * Math.max(1, limit);
      return [
        {
          quota: metadata.name,
          resource,
          unit: unitOf(resource),
          limit,
          used,
          after,
          exceeded,
        },
      ];
    });
  });
}

function unitOf(resource: string): QuotaLine['unit'] {
  if (/(^|\.)cpu$/.test(resource)) return 'cores';
  return /(^|\.)(memory|storage|ephemeral-storage)$/.test(resource)
    ? 'bytes'
    : 'pieces';
}
