import { openApiSchema } from './crd';
import { StructuralSchema } from './structuralSchema';

interface Row {
  readonly field: string;
  readonly type: string;
  readonly standard: string;
  readonly description: string;
}

function typeOf(schema: StructuralSchema): string {
  if (schema['x-kubernetes-int-or-string']) return 'quantity';
  if (schema.enum) return schema.enum.map(value => `\`${value}\``).join(', ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  if (schema.additionalProperties) {
    return `map of ${typeOf(schema.additionalProperties)}`;
  }
  return schema.type ?? 'any';
}

function standardOf(schema: StructuralSchema, required: boolean): string {
  if (required) return 'required';
  const plain = 'default' in schema && !schema.properties;
  return plain ? `\`${JSON.stringify(schema.default)}\`` : '';
}

function rows(schema: StructuralSchema, path: string, required = false): Row[] {
  const row = {
    field: path,
    type: typeOf(schema),
    standard: standardOf(schema, required),
    description: schema.description ?? '',
  };
  const members = schema.properties ?? schema.items?.properties ?? {};
  const parent = schema.items ? `${path}[]` : path;
  const needed = schema.required ?? schema.items?.required ?? [];
  return [
    row,
    ...Object.entries(members).flatMap(([name, member]) =>
      rows(member, `${parent}.${name}`, needed.includes(name)),
    ),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function table(name: 'spec' | 'status'): string {
  const schema = openApiSchema.properties?.[name] ?? {};
  const lines = rows(schema, name)
    .slice(1)
    .map(
      ({ field, type, standard, description }) =>
        `| \`${field}\` | ${type} | ${standard} | ${cell(description)} |`,
    );
  return [
    '| field | type | default | meaning |',
    '|---|---|---|---|',
    ...lines,
  ].join('\n');
}

interface Validation {
  readonly message: string;
  readonly fieldPath?: string;
  readonly rule: string;
}

function isValidation(value: unknown): value is Validation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    'rule' in value
  );
}

function rules(schema: StructuralSchema, path: string): string[] {
  const given = schema['x-kubernetes-validations'];
  const own = (Array.isArray(given) ? given.filter(isValidation) : []).map(
    ({ message, fieldPath = '', rule }) => {
      const when = rule.includes('oldSelf') ? ' (when it changes)' : '';
      return `- \`${`${path}${fieldPath}`.replace(/^\./, '')}\`${when}: ${cell(
        message,
      )}`;
    },
  );
  const members = Object.entries(schema.properties ?? {}).flatMap(
    ([name, member]) => rules(member, `${path}.${name}`),
  );
  const items = schema.items ? rules(schema.items, `${path}[]`) : [];
  return [...own, ...members, ...items];
}

/** docs/reference/jupyterserver.md: all fields and rules, as the CRD has them. */
export function referenceMarkdown(): string {
  return `# JupyterServer, amalthea.dev/v1alpha1

Made from \`jupyterserver/src/schema\` by \`npm run generate\`. How the fields work together is told in the guides; this is every field with its default.

## spec

${table('spec')}

## Rules

What the API server, \`npm run render\` and the portal refuse, besides wrong types. In \`jupyterServer.resources\`, \`jupyterServer.nodeSelector\` and the keys of \`routing.ingressAnnotations\`, where the cost budget of the API server allows no rules, the other two check quantities, labels and names, and the operator reports \`InvalidSpec\`.

${rules(openApiSchema, '').join('\n')}

## status

Written by the operator only.

${table('status')}
`;
}
