import { StructuralSchema } from '../crd/structuralSchema';
import { isJsonObject, Json } from '../kubernetes/json';
import { nearest } from './nearest';

/** A field that the API server would drop without a word. */
export interface UnknownField {
  readonly steps: readonly PropertyKey[];
  readonly message: string;
}

function unknownMember(schema: StructuralSchema, name: string): string {
  const known = Object.keys(schema.properties ?? {});
  const guess = nearest(name, known);
  return guess === undefined
    ? 'is unknown'
    : `is unknown; did you mean ${guess}?`;
}

/** The fields of `value` that the schema does not have. */
export function unknownFields(
  value: Json,
  schema: StructuralSchema,
  steps: readonly PropertyKey[] = [],
): UnknownField[] {
  if (schema['x-kubernetes-preserve-unknown-fields']) return [];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.flatMap((entry, index) =>
          unknownFields(entry, items, [...steps, index]),
        )
      : [];
  }
  if (
    !isJsonObject(value) ||
    (schema.type === 'object' &&
      !schema.properties &&
      !schema.additionalProperties)
  )
    return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const known =
      schema.properties && Object.hasOwn(schema.properties, name)
        ? schema.properties[name]
        : undefined;
    const memberSchema = known ?? schema.additionalProperties;
    const path = [...steps, name];
    if (memberSchema) return unknownFields(member, memberSchema, path);
    return schema.type === 'object'
      ? [{ steps: path, message: unknownMember(schema, name) }]
      : [];
  });
}
