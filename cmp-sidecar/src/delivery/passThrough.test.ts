import { deliverFiles, problemsOf, serverYaml } from '../testing/deliveryTest';

const beside = (metadata: string) => ({
  'a.yaml': serverYaml('a'),
  'b.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\n`,
});

describe('an object of another kind', () => {
  it.each([
    [
      '{name: 12}',
      'b.yaml:3:12: metadata.name: must be a text; put it in quotes.',
    ],
    [
      '{name: on}',
      'b.yaml:3:12: metadata.name: must be a text; put it in quotes.',
    ],
    [
      '{name: b, namespace: 1e3}',
      'b.yaml:3:21: metadata.namespace: must be a text; put it in quotes.',
    ],
    ['{}', 'b.yaml:3:1: metadata.name: is missing.'],
    ['{name: ""}', 'b.yaml:3:12: metadata.name: is missing.'],
    ['[b]', 'b.yaml:3:1: metadata.name: is missing.'],
  ])('is refused with the metadata %s', (metadata, problem) => {
    expect(problemsOf(beside(metadata))).toEqual([problem]);
  });

  it.each([['{name: "12"}'], ['{generateName: b-}'], ['{name: b, labels: }']])(
    'is delivered as it is with the metadata %s',
    metadata => {
      expect(deliverFiles(beside(metadata)).at(-1)).toMatchObject({
        kind: 'ConfigMap',
      });
    },
  );
});
