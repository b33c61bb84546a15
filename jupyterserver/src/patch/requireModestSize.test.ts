import { Json } from '../kubernetes/json';
import { jsonPatch } from './jsonPatch';
import { requireModestSize } from './requireModestSize';

function nested(levels: number): Json {
  return Array.from({ length: levels }).reduce<Json>(
    inner => ({ inner }),
    'text',
  );
}

describe('requireModestSize', () => {
  it('lets through what Kubernetes would take', () => {
    expect(() =>
      requireModestSize({ a: 'x'.repeat(1_000_000), b: [1, null, nested(90)] }),
    ).not.toThrow();
  });

  it('refuses nesting that no object has', () => {
    expect(() => requireModestSize(nested(101))).toThrow(
      'spec.patches: they leave more than 100 levels of nesting',
    );
    expect(() => requireModestSize(nested(100_000))).toThrow(/levels/);
  });

  it('refuses a document that doubles with each operation, at once', () => {
    const operations = Array.from({ length: 60 }, (_, index) => ({
      op: 'copy',
      from: '/data',
      path: `/data/${index}`,
    }));
    const document = jsonPatch({ data: { text: 'x' } }, operations);
    expect(() => requireModestSize(document)).toThrow(
      'spec.patches: they leave objects larger than the API server takes',
    );
  });
});
