import { z } from 'zod';
import { isLabelKey, isLabelValue } from '../rules/kubernetesName';

/** Labels that a node must have. Keys cannot be checked by CEL within its cost budget, so only parsers check them. */
export const nodeSelectorSchema = z
  .record(z.string(), z.string())
  .superRefine((selector, context) => {
    for (const [key, value] of Object.entries(selector)) {
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
          message: 'must be the value of a label: letters, digits, -, _ and .',
        });
      }
    }
  });
