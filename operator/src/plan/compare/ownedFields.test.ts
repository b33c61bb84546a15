import { ownsMoreThan } from './ownedFields';

describe('ownsMoreThan', () => {
  const fields = {
    'f:metadata': { 'f:annotations': { '.': {}, 'f:one': {}, 'f:two': {} } },
    'f:spec': {
      'f:ports': {
        'k:{"port":80,"protocol":"TCP"}': {
          '.': {},
          'f:port': {},
          'f:targetPort': {},
        },
      },
    },
  };
  const rendered = {
    metadata: { annotations: { one: '1', two: '2' } },
    spec: { ports: [{ port: 80, targetPort: 4180 }] },
  };

  it('is false when everything that we own is rendered', () => {
    expect(ownsMoreThan(fields, rendered)).toBe(false);
  });

  it('is true when a field is not rendered any more', () => {
    expect(
      ownsMoreThan(fields, {
        ...rendered,
        metadata: { annotations: { one: '1' } },
      }),
    ).toBe(true);
  });

  it('is true when an element of a list is not rendered any more', () => {
    expect(
      ownsMoreThan(fields, {
        ...rendered,
        spec: { ports: [{ port: 81, targetPort: 4180 }] },
      }),
    ).toBe(true);
    expect(ownsMoreThan(fields, { ...rendered, spec: {} })).toBe(true);
  });

  it('is false when more is rendered than we own', () => {
    expect(ownsMoreThan({}, rendered)).toBe(false);
    expect(ownsMoreThan(undefined, rendered)).toBe(false);
  });
});
