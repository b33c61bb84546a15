import { z } from 'zod';
import { withRules } from '../rules/rule';

/** Variables that connect Jupyter with authz and its configuration. */
export const reservedEnvironment = [
  'SERVER_APP_TOKEN',
  'JUPYTER_TOKEN',
  'JUPYTER_CONFIG_PATH',
] as const;

const keySelector = (what: string) =>
  z.object({
    name: z
      .string()
      .min(1)
      .max(253)
      .meta({ description: `Name of the ${what}, in the same namespace.` }),
    key: z
      .string()
      .min(1)
      .max(253)
      .meta({ description: `Key in the ${what}.` }),
    optional: z.boolean().optional().meta({
      description: 'Start without the variable when it does not exist.',
    }),
  });

const valueFromSchema = withRules(
  z.object({
    secretKeyRef: keySelector('Secret')
      .optional()
      .meta({ description: 'A key of a Secret.' }),
    configMapKeyRef: keySelector('ConfigMap')
      .optional()
      .meta({ description: 'A key of a ConfigMap.' }),
    fieldRef: z
      .object({
        fieldPath: z
          .string()
          .min(1)
          .max(1024)
          .meta({ description: 'Path of the field, such as metadata.name.' }),
        apiVersion: z
          .string()
          .max(64)
          .optional()
          .meta({ description: 'API version the path is written in.' }),
      })
      .optional()
      .meta({ description: 'A field of the pod.' }),
    resourceFieldRef: z
      .object({
        resource: z
          .string()
          .min(1)
          .max(253)
          .meta({ description: 'Resource, such as limits.cpu.' }),
        containerName: z
          .string()
          .max(63)
          .optional()
          .meta({ description: 'Name of the container.' }),
        divisor: z
          .string()
          .max(64)
          .optional()
          .meta({ description: 'Unit of the value.' }),
      })
      .optional()
      .meta({ description: 'A request or limit of a container.' }),
  }),
  [
    {
      field: [],
      message:
        'give exactly one of secretKeyRef, configMapKeyRef, fieldRef and resourceFieldRef',
      cel: '[has(self.secretKeyRef), has(self.configMapKeyRef), has(self.fieldRef), has(self.resourceFieldRef)].filter(given, given).size() == 1',
      holds: source =>
        Object.values(source).filter(given => given !== undefined).length === 1,
    },
  ],
);

/** An entry of spec.jupyterServer.env */
export const environmentSchema = withRules(
  z.object({
    name: z
      .string()
      .min(1)
      .max(256)
      .meta({ title: 'Name', description: 'Name of the variable.' }),
    value: z
      .string()
      .max(32768)
      .optional()
      .meta({ title: 'Value', description: 'Value of the variable.' }),
    valueFrom: valueFromSchema.optional().meta({
      title: 'Value from',
      description: 'Where the value comes from.',
    }),
  }),
  [
    {
      field: ['name'],
      message: 'must consist of printable ASCII characters other than =',
      cel: `self.name.matches(r'^[ -<>-~]+$')`,
      holds: variable => /^[ -<>-~]+$/.test(variable.name),
    },
    {
      field: ['name'],
      message: `${reservedEnvironment.join(
        ', ',
      )} are set by Amalthea: choose another name`,
      reason: 'FieldValueForbidden',
      cel: `!(self.name in [${reservedEnvironment
        .map(name => `'${name}'`)
        .join(', ')}])`,
      holds: variable =>
        !reservedEnvironment.some(name => name === variable.name),
    },
    {
      field: ['valueFrom'],
      message: 'cannot be given together with value: keep one of them',
      reason: 'FieldValueForbidden',
      cel: "!has(self.valueFrom) || !has(self.value) || self.value == ''",
      holds: variable => variable.valueFrom === undefined || !variable.value,
    },
  ],
);
