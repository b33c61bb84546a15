import { deliverFiles, problemsOf, serverYaml } from '../testing/deliveryTest';

const alone = { name: 'delivery', string: 'resource' };
const labelled = (metadata: object, map: object) =>
  deliverFiles({ 'a.yaml': serverYaml('a', {}, metadata) }, [
    alone,
    { name: 'labels', map },
  ])[0].metadata;

describe('what parameters give to a server', () => {
  it('is labels by any name, also those that JavaScript’s objects know', () => {
    const map = { constructor: 'x', valueOf: 'y' };
    expect(labelled({}, map)).toMatchObject({ labels: map });
    expect(labelled({ labels: { constructor: 'x' } }, map)).toMatchObject({
      labels: map,
    });
    const required = { name: 'requiredLabels', array: ['constructor'] };
    expect(problemsOf({ 'a.yaml': serverYaml('a') }, [required])).toEqual([
      'a.yaml:4:2: metadata.labels.constructor: is required here, with a value.',
    ]);
  });

  it.each([[undefined], [null], ['']])(
    'is the namespace of a server whose own is %j',
    namespace => {
      const files = { 'a.yaml': serverYaml('a', {}, { namespace }) };
      const places = (parameters: object[]) =>
        deliverFiles(files, parameters).map(
          ({ metadata }) => (metadata as { namespace?: string }).namespace,
        );
      expect(new Set(places([]))).toEqual(new Set(['lab']));
      const own = { name: 'namespace', string: 'own' };
      expect(new Set(places([own]))).toEqual(new Set(['own']));
    },
  );

  it('leaves an empty namespace out when nobody names one', () => {
    const files = { 'a.yaml': serverYaml('a', {}, { namespace: '' }) };
    const [server] = deliverFiles(files, [], { ARGOCD_APP_NAMESPACE: '' });
    expect(server.metadata).not.toHaveProperty('namespace');
  });
});
