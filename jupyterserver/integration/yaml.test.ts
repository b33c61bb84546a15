import { JsonObject, parseDocuments } from '../src';
import {
  refusedScalars,
  scalarDocument,
  yamlScalars,
} from '../src/__testUtils__/yamlScalars';
import { kubectl, kubectlOutput } from './kubectl';

const read = [
  'create',
  '--dry-run=client',
  '--validate=false',
  '-o',
  'json',
  '-f',
  '-',
];

/** kubectl prints several objects one behind the other. */
async function kubectlReads(text: string): Promise<JsonObject[]> {
  const output = await kubectlOutput(read, text);
  return output.split(/^(?=\{)/m).map(object => JSON.parse(object));
}

describe('kubectl', () => {
  it('reads scalars as the table says that we do', async () => {
    const text = yamlScalars
      .map(([scalar]) => scalarDocument(scalar))
      .join('---\n');
    const objects = await kubectlReads(text);
    expect(objects.map(({ value }) => value)).toEqual(
      yamlScalars.map(([, value]) => value),
    );
  });

  it.each(refusedScalars)('refuses %j', async scalar => {
    const { succeeded } = await kubectl(read, scalarDocument(scalar));
    expect(succeeded).toBe(false);
  });

  it.each([
    ['one behind the other', '\n'],
    ['without a space', ''],
    ['with tabs and empty lines', '\n\t\r\n\n'],
  ])('reads JSON objects %s, as we do', async (_name, between) => {
    const object = (name: string) =>
      `{"apiVersion": "v1", "kind": "ConfigMap",\n "metadata": {"name": "${name}"}, "data": {"a": "\\ud83d\\ude00 } {"}}`;
    const text = ['a', 'b', 'c'].map(object).join(between);
    const objects = await kubectlReads(text);
    const { others, problems } = parseDocuments(text, 'f');
    expect(problems).toEqual([]);
    expect(others.map(({ object: { data } }) => data)).toEqual(
      objects.map(({ data }) => data),
    );
    expect(others).toHaveLength(3);
  });
});
