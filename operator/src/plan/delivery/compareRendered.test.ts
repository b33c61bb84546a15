import {
  config,
  observedOf,
  overTheWire,
  storedServer,
} from '../testing/builders';
import { LiveObject } from '../observed/LiveObject';
import { plan } from '../plan';

const stored = storedServer(
  {
    patches: [
      {
        type: 'application/json-patch+json',
        patch: [
          {
            op: 'add',
            path: '/statefulset/spec/template/spec/containers/0/env/-',
            value: { name: 'EMPTY', value: '' },
          },
        ],
      },
    ],
  },
  { annotations: { 'amalthea.dev/delivery': 'gitops' } },
);

/** What Git delivered, as the API server keeps it. */
function delivered(replace: (key: string, value: unknown) => unknown) {
  const observed = observedOf(stored);
  const bundle =
    observed.desired.type === 'rendered' ? observed.desired.bundle : new Map();
  const children = [...bundle.values()].map((object): LiveObject => {
    const live = JSON.parse(JSON.stringify(object), replace);
    return { ...live, metadata: { ...live.metadata, uid: live.kind } };
  });
  const [status] = plan({ ...observed, children }, config, 0).filter(
    intent => intent.type === 'patchStatus',
  );
  return overTheWire(status);
}

describe('compareRendered', () => {
  it('takes what the API server leaves out for what Git delivered', () => {
    const status = delivered((_key, value) =>
      value === '' ? undefined : value,
    );
    expect(JSON.stringify(status)).toContain('RenderedBySameVersion');
  });

  it('names what is different', () => {
    const status = delivered((key, value) =>
      key === 'terminationGracePeriodSeconds' ? 31 : value,
    );
    expect(JSON.stringify(status)).toContain(
      'StatefulSet /spec/template/spec/terminationGracePeriodSeconds',
    );
  });
});
