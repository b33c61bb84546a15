import fc from 'fast-check';
import { DeliveryError } from '../failure';
import { requestEnvironment } from './environment';
import { parameterTable } from './parameterTable';
import { parseParameters } from './parameters';

function parse(list: unknown) {
  return parseParameters(
    new Map([['ARGOCD_APP_PARAMETERS', JSON.stringify(list)]]),
  );
}

describe('parseParameters', () => {
  it('gives the announced defaults when Argo CD sends nothing', () => {
    const defaults = parseParameters(new Map());
    expect(defaults).toMatchObject({
      delivery: 'bundle',
      passThrough: 'allow',
      imagePrefixes: [],
      requiredLabels: [],
    });
    expect(parse(null)).toEqual(defaults);
    expect(parse(parameterTable)).toEqual(defaults);
  });

  it('reads every parameter', () => {
    const parameters = parse([
      { name: 'delivery', string: 'resource' },
      { name: 'namespace', string: 'lab' },
      { name: 'host', string: 'jupyter.example.org' },
      { name: 'imagePrefixes', array: ['quay.io/'] },
      { name: 'maxResources', map: { cpu: '500m', 'nvidia.com/gpu': '1' } },
      { name: 'requiredLabels', array: ['example.org/team'] },
      { name: 'labels', map: { tier: 'gold' } },
      { name: 'storageClass', string: 'fast' },
      { name: 'passThrough', string: 'deny' },
    ]);
    expect(parameters).toEqual({
      delivery: 'resource',
      namespace: 'lab',
      host: 'jupyter.example.org',
      imagePrefixes: ['quay.io/'],
      maxResources: new Map([
        ['cpu', '500m'],
        ['nvidia.com/gpu', '1'],
      ]),
      requiredLabels: ['example.org/team'],
      labels: new Map([['tier', 'gold']]),
      storageClass: 'fast',
      passThrough: 'deny',
    });
  });

  it('names every problem at once, and what was probably meant', () => {
    expect(() =>
      parse([
        { name: 'imagePrefix', array: ['a'] },
        { name: 'delivery', string: 'all' },
        { name: 'maxResources', string: '1' },
        { name: 'labels', map: { 'a b': 'c' } },
        { name: 'namespace', string: 'a' },
        { name: 'namespace', string: 'b' },
      ]),
    ).toThrow(
      [
        'The parameters of the plugin (spec.source.plugin.parameters) are wrong:',
        'imagePrefix: there is no such parameter. Did you mean imagePrefixes?',
        'maxResources: must be a map.',
        'namespace: given twice.',
        'delivery: must be bundle or resource.',
        'labels.a b: must be a label key, such as example.org/cost-centre.',
      ].join('\n'),
    );
  });

  it.each([
    'not json',
    '{}',
    '[1]',
    '[{"name": 1}]',
    '[{"name":"host","array":"x"}]',
  ])('refuses the list %s', text => {
    expect(() =>
      parseParameters(new Map([['ARGOCD_APP_PARAMETERS', text]])),
    ).toThrow(/ARGOCD_APP_PARAMETERS/);
  });

  it('reads the variables that a person may set when the list is absent', () => {
    const environment = new Map([
      ['PARAM_DELIVERY', 'resource'],
      ['PARAM_IMAGEPREFIXES_1', 'b/'],
      ['PARAM_IMAGEPREFIXES_0', 'a/'],
    ]);
    expect(parseParameters(environment)).toMatchObject({
      delivery: 'resource',
      imagePrefixes: ['a/', 'b/'],
    });
    expect(() =>
      parseParameters(new Map([['PARAM_MAXRESOURCES_CPU', '1']])),
    ).toThrow(/set ARGOCD_APP_PARAMETERS/);
    expect(() => parseParameters(new Map([['PARAM_HOSTS', '1']]))).toThrow(
      /HOSTS: .*Did you mean host/,
    );
  });

  it('lets the list win over the variables', () => {
    const environment = new Map([
      ['ARGOCD_APP_PARAMETERS', '[]'],
      ['PARAM_DELIVERY', 'nonsense'],
    ]);
    expect(parseParameters(environment).delivery).toBe('bundle');
  });

  it('answers anything with parameters or a DeliveryError', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.anything()).map(list => JSON.stringify(list) ?? ''),
    );
    const check = () =>
      fc.assert(
        fc.property(texts, text => {
          try {
            return (
              parseParameters(new Map([['ARGOCD_APP_PARAMETERS', text]]))
                .delivery === 'bundle'
            );
          } catch (error) {
            return error instanceof DeliveryError;
          }
        }),
      );
    expect(check).not.toThrow();
  });
});

describe('requestEnvironment', () => {
  it('keeps empty values, drops entries without a name, and lets the last of a name win', () => {
    const entries = [
      { name: 'A', value: '1' },
      { name: '', value: 'x' },
      { name: 'A', value: '' },
    ];
    expect([...requestEnvironment(entries)]).toEqual([['A', '']]);
  });
});
