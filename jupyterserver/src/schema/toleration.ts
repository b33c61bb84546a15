import { z } from 'zod';
import { isLabelKey, isLabelValue } from '../rules/kubernetesName';
import { withRules } from '../rules/rule';

const qualifiedNamePattern =
  '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$';
const labelValuePattern = '^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$';

/** An entry of spec.jupyterServer.tolerations */
export const tolerationSchema = withRules(
  z.object({
    key: z.string().max(317).optional().meta({
      description:
        'Key of the taint; absent with operator Exists: every taint.',
    }),
    operator: z
      .enum(['Exists', 'Equal'])
      .optional()
      .meta({ description: 'How key and value are compared. Default: Equal.' }),
    value: z
      .string()
      .max(63)
      .optional()
      .meta({ description: 'Value of the taint.' }),
    effect: z
      .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
      .optional()
      .meta({ description: 'Effect of the taint; absent: every effect.' }),
    tolerationSeconds: z.int().optional().meta({
      description: 'How long a NoExecute taint is tolerated.',
      format: 'int64',
    }),
  }),
  [
    {
      field: ['key'],
      message: 'must be the key of a taint, such as nvidia.com/gpu',
      cel: `!has(self.key) || self.key == '' || (self.key.matches(r'${qualifiedNamePattern}') && self.key.indexOf('/') <= 253)`,
      holds: toleration => !toleration.key || isLabelKey(toleration.key),
    },
    {
      field: ['operator'],
      message: 'must be Exists when key is empty',
      cel: "(has(self.key) && self.key != '') || (has(self.operator) && self.operator == 'Exists')",
      holds: toleration =>
        Boolean(toleration.key) || toleration.operator === 'Exists',
      reads: [['key'], ['operator']],
    },
    {
      field: ['value'],
      message: 'must be empty when operator is Exists',
      cel: "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
      holds: toleration =>
        toleration.operator !== 'Exists' || !toleration.value,
      reads: [['value'], ['operator']],
    },
    {
      field: ['value'],
      message: 'must be the value of a taint: letters, digits, -, _ and .',
      cel: `!has(self.value) || self.value.matches(r'${labelValuePattern}')`,
      holds: toleration => isLabelValue(toleration.value ?? ''),
    },
    {
      field: ['effect'],
      message: 'must be NoExecute when tolerationSeconds is given',
      cel: "!has(self.tolerationSeconds) || (has(self.effect) && self.effect == 'NoExecute')",
      holds: toleration =>
        toleration.tolerationSeconds === undefined ||
        toleration.effect === 'NoExecute',
      reads: [['effect'], ['tolerationSeconds']],
    },
  ],
);
