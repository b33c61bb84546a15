import { z } from 'zod';

/** A structural OpenAPI v3 schema, as a CRD holds it. */
export interface StructuralSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly additionalProperties?: StructuralSchema;
  readonly items?: StructuralSchema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly [keyword: string]: unknown;
}

/** What a CRD's schema may say; everything else that zod emits (titles, safe-integer bounds) is for other readers. */
const keywords: ReadonlySet<string> = new Set([
  'type',
  'format',
  'description',
  'default',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
]);

type JsonSchema = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** zod bounds every integer by the safe integers of JavaScript, and says so; that is no rule of the API. */
function isSafeIntegerBound(keyword: string, value: unknown): boolean {
  return (
    (keyword === 'minimum' || keyword === 'maximum') &&
    Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
  );
}

/**
 * The default with the defaults of its members in it: the API server checks the rules of an object against its default
 * as it is written.
 */
function completeDefault(
  schema: StructuralSchema,
): { default: unknown } | undefined {
  if (!('default' in schema)) return undefined;
  if (!schema.properties || !isRecord(schema.default)) {
    return { default: schema.default };
  }
  const members = Object.entries(schema.properties).flatMap(([name, member]) =>
    'default' in member ? [[name, member.default]] : [],
  );
  return { default: { ...Object.fromEntries(members), ...schema.default } };
}

function convertMembers(schema: JsonSchema): StructuralSchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...(isRecord(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, member]) => [
              name,
              convert(isRecord(member) ? member : {}),
            ]),
          ),
        }
      : {}),
    ...(isRecord(additionalProperties)
      ? { additionalProperties: convert(additionalProperties) }
      : {}),
    ...(isRecord(items) ? { items: convert(items) } : {}),
  };
}

function convert(schema: JsonSchema): StructuralSchema {
  const kept: StructuralSchema = Object.fromEntries(
    Object.entries(schema).filter(
      ([key, value]) => keywords.has(key) && !isSafeIntegerBound(key, value),
    ),
  );
  if (kept['x-kubernetes-int-or-string']) return kept;
  if (kept['x-kubernetes-preserve-unknown-fields']) return kept;
  if (kept.type === undefined) {
    return { ...kept, 'x-kubernetes-preserve-unknown-fields': true };
  }
  const converted = { ...kept, ...convertMembers(schema) };
  return { ...converted, ...completeDefault(converted) };
}

/** The structural schema of what a zod schema accepts. */
export function structuralSchema(schema: z.ZodType): StructuralSchema {
  return convert(
    z.toJSONSchema(schema, {
      target: 'openapi-3.0',
      io: 'input',
      unrepresentable: 'any',
    }),
  );
}
