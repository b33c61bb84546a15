import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  formatDocuments,
  formatProblem,
  parseDocuments,
  render,
  renderConfigSchema,
} from '..';
import { openApiSchema } from '../crd/crd';
import { StructuralSchema } from '../crd/structuralSchema';

/**
 * The rendered bytes of many inputs. A change in them is a change in what runs on people's clusters: look at each line
 * of the difference, then renew the files with `UPDATE_GOLDEN=1` in the environment.
 */
const folder = (name: string) => join(__dirname, name);
const cases = readdirSync(folder('input'))
  .filter(name => name.endsWith('.yaml') && !name.endsWith('.config.yaml'))
  .map(name => name.slice(0, -'.yaml'.length));

function read(...path: string[]): string | undefined {
  try {
    return readFileSync(join(__dirname, ...path), 'utf8');
  } catch {
    return undefined;
  }
}

function renderCase(name: string): string {
  const config = renderConfigSchema.parse(
    parse(read('input', `${name}.config.yaml`) ?? '{}'),
  );
  const text = read('input', `${name}.yaml`) ?? '';
  const { servers, problems } = parseDocuments(text, `${name}.yaml`);
  expect(problems.map(formatProblem)).toEqual([]);
  return servers
    .map(({ server }) => formatDocuments(render(server, config).values()))
    .join('---\n');
}

/** Paths of all fields that the schema has, down to the leaves. */
function fields(schema: StructuralSchema, path: string): string[] {
  if (schema.items) return fields(schema.items, path);
  return schema.properties
    ? Object.entries(schema.properties).flatMap(([name, member]) =>
        fields(member, `${path}.${name}`),
      )
    : [path];
}

function given(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap(entry => given(entry, path));
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, member]) =>
      given(member, `${path}.${name}`),
    ),
  ];
}

describe('the golden corpus', () => {
  it('has at least 60 inputs', () => {
    expect(cases.length).toBeGreaterThanOrEqual(60);
  });

  it('gives every field of the spec at least once', () => {
    const used = new Set(
      cases.flatMap(name => {
        const { spec } = parse(read('input', `${name}.yaml`) ?? '');
        return given(spec, 'spec');
      }),
    );
    const all = fields(openApiSchema.properties?.spec ?? {}, 'spec');
    expect(all.filter(path => !used.has(path))).toEqual([]);
  });

  it('has no output without an input', () => {
    const outputs = readdirSync(folder('output')).map(name =>
      name.slice(0, -5),
    );
    expect(outputs.filter(name => !cases.includes(name))).toEqual([]);
  });

  it.each(cases)('renders %s to the same bytes as before', name => {
    const rendered = renderCase(name);
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(join(folder('output'), `${name}.yaml`), rendered);
    }
    expect(rendered).toBe(read('output', `${name}.yaml`));
  });
});
