import { problemsOf, serverYaml } from '../testing/deliveryTest';

const object = (kind: string, metadata: object) =>
  JSON.stringify({ apiVersion: 'v1', kind, metadata });
const alone = [{ name: 'delivery', string: 'resource' }];

describe('names that two want', () => {
  it('are reported at the second, an empty namespace being the Application’s own', () => {
    expect(
      problemsOf({
        'a.yaml': serverYaml('a'),
        'b.json': object('ConfigMap', { name: 'm' }),
        'c.json': object('ConfigMap', { name: 'm', namespace: '' }),
        'd.json': object('ConfigMap', { name: 'm', namespace: 'lab' }),
        'e.json': object('ConfigMap', { name: 'm', namespace: 'other' }),
      }),
    ).toEqual([
      'c.json:1:51: metadata.name: ConfigMap m is defined already by b.json:1.',
      'd.json:1:51: metadata.name: ConfigMap m is defined already by b.json:1.',
    ]);
  });

  it('include those of the objects that the operator makes', () => {
    expect(
      problemsOf({
        'a.yaml': serverYaml('a'),
        'b.json': object('Secret', { name: 'a' }),
      }),
    ).toEqual([
      'b.json:1:48: metadata.name: Secret a is what the operator makes for the server in a.yaml:1; give this object another name.',
    ]);
    expect(
      problemsOf(
        {
          '0.json': object('Service', { name: 'a' }),
          'a.yaml': serverYaml('a'),
        },
        alone,
      ),
    ).toEqual([
      'a.yaml:5:3: metadata.name: the operator makes Service a for this server, but 0.json:1 defines it; give one of them another name.',
    ]);
  });

  it('are none where the cluster makes them up', () => {
    const generated = object('ConfigMap', { name: null, generateName: 'm-' });
    expect(
      problemsOf({
        'a.yaml': serverYaml('a'),
        'b.json': generated,
        'c.json': generated,
      }),
    ).toEqual([]);
  });
});
