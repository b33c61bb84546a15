import * as z from 'zod';
import { settingsSchema } from '../config';

/** The part of JSON Schema that `z.toJSONSchema` writes for the settings. */
const nodeSchema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

type Node = z.infer<typeof nodeSchema>;

const safeBound = Number.MAX_SAFE_INTEGER;

/** The table of every setting, from the schema that checks them. */
export function settingsTable(): string {
  const rows: string[] = [];
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' });
  visit(nodeSchema.parse(schema), '', rows);
  return [
    '| setting | type | default | meaning |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function visit(node: Node, path: string, rows: string[]): void {
  for (const [name, child] of Object.entries(node.properties ?? {})) {
    const setting = nodeSchema.parse(child);
    const at = path ? `${path}.${name}` : name;
    const isRequired = node.required?.includes(name) ?? false;
    rows.push(
      `| \`${at}\` | ${typeOf(setting)} | ${defaultOf(
        setting,
        isRequired,
      )} | ${(setting.description ?? '').replaceAll('|', '\\|')} |`,
    );
    visit(setting, at, rows);
  }
}

function typeOf({ type, enum: words, items, minimum, maximum }: Node): string {
  if (words) return words.map(word => `\`${word}\``).join(', ');
  if (type === 'array')
    return `list of ${typeOf(nodeSchema.parse(items ?? {}))}s`;
  if (type === 'integer') {
    const most =
      maximum !== undefined && maximum < safeBound ? ` to ${maximum}` : '';
    return `number${
      minimum === undefined
        ? ''
        : `, ${most ? minimum : `at least ${minimum}`}${most}`
    }`;
  }
  return type ?? 'string';
}

function defaultOf(
  { default: value, type }: Node,
  isRequired: boolean,
): string {
  if (type === 'object') return isRequired ? 'required' : '';
  if (value === undefined) return isRequired ? 'required' : '';
  return `\`${JSON.stringify(value)}\``;
}
