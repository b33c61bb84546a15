import { exampleInput } from '../__testUtils__/exampleInput';
import { buildHttpRoute } from './httpRoute';

describe('buildHttpRoute', () => {
  it('attaches to the gateways and leads to the Service', () => {
    const input = exampleInput({ routing: { path: '/a/' } });
    expect(
      buildHttpRoute(input, {
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
      }),
    ).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
        hostnames: ['lab.example.org'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
            backendRefs: [{ name: 'ada', port: 80 }],
          },
        ],
      },
    });
  });
});
