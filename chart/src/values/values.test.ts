import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { documentedValues, valuesReference } from './valuesReference';
import { valuesJsonSchema, valuesSchema } from './valuesSchema';

const valuesYaml = readFileSync(join(__dirname, '../../values.yaml'), 'utf8');

describe("the chart's values", () => {
  it('are the ones that the schema names, every one', () => {
    expect(valuesSchema.parse(parse(valuesYaml))).toEqual(parse(valuesYaml));
  });

  it('refuse a misspelt name at any depth', () => {
    const values = parse(valuesYaml);
    values.metrics.serviceMonitor.intervall = '30s';
    expect(() => valuesSchema.parse(values)).toThrow(/intervall/);
  });

  it('are all explained', () => {
    const paths = documentedValues(valuesYaml).map(value => value.path);
    expect(paths).toContain('metrics.serviceMonitor.interval');
    expect(paths).toContain('crd.install');
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('are refused when one has no explanation', () => {
    expect(() => documentedValues('a:\n  # -- Yes.\n  b: 1\n  c: 2\n')).toThrow(
      'a.c',
    );
  });

  it('need nothing but their sections, which a null would take away with their defaults', () => {
    const text = JSON.stringify(valuesJsonSchema());
    expect(text).toContain(
      '"required":["crd","scope","image","authz","servers",',
    );
    expect(text).toContain('"required":["serviceMonitor"]');
    expect(text).not.toMatch(
      /"required":\[[^\]]*"(install|repository|resources|affinity)"/,
    );
  });

  it('stand in the reference with their defaults', () => {
    expect(
      valuesReference(documentedValues('# -- How many.\ncount: 2\n')),
    ).toContain('| `count` | `2` | How many. |');
  });
});
