import { z } from 'zod';
import { compareQuantities, parseQuantity } from '../rules/quantity';
import { isLabelKey } from '../rules/kubernetesName';

const quantityExample = 'must be a quantity such as 500m, 2 or 4Gi';

const quantitiesSchema = z
  .record(
    z.string(),
    z
      .union([z.number(), z.string()], { error: quantityExample })
      .refine(quantity => (parseQuantity(quantity) ?? -1n) >= 0n, {
        error: `${quantityExample}, not negative`,
      }),
  )
  .superRefine((quantities, context) => {
    for (const name of Object.keys(quantities)) {
      if (!isLabelKey(name)) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message:
            'must be the name of a resource, such as cpu, memory or nvidia.com/gpu',
        });
      }
    }
  });

/**
 * spec.jupyterServer.resources. The CRD preserves what is unknown here, as classic's did (quantities may be written as
 * floats, which no CRD type expresses), so the API server cannot check it: documents are checked before they reach it,
 * and the operator reports InvalidSpec.
 */
export const resourcesSchema = z
  .looseObject({
    requests: quantitiesSchema.optional(),
    limits: quantitiesSchema.optional(),
  })
  .superRefine(({ requests = {}, limits = {} }, context) => {
    for (const [name, request] of Object.entries(requests)) {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      if (limit !== undefined && compareQuantities(request, limit) > 0) {
        context.addIssue({
          code: 'custom',
          path: ['requests', name],
          message: `must not be greater than the limit (${limit})`,
        });
      }
    }
  });
