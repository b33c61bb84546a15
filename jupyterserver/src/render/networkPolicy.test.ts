import { exampleInput } from '../__testUtils__/exampleInput';
import { buildNetworkPolicy } from './networkPolicy';

describe('buildNetworkPolicy', () => {
  const { spec } = buildNetworkPolicy(
    exampleInput({}, { operator: { namespace: 'ops', labels: { app: 'op' } } }),
  );

  it('opens authz to everybody and its internal port to the operator alone', () => {
    expect(spec?.ingress).toEqual([
      { ports: [{ port: 4180, protocol: 'TCP' }] },
      {
        from: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'ops' },
            },
            podSelector: { matchLabels: { app: 'op' } },
          },
        ],
        ports: [{ port: 4181, protocol: 'TCP' }],
      },
    ]);
  });

  it("lets the server reach DNS and the world outside the cluster, as classic's policy did", () => {
    expect(spec?.egress).toEqual([
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
            },
          },
        ],
      },
    ]);
  });

  it("selects the server's pod only", () => {
    expect(spec?.podSelector).toEqual({
      matchLabels: { app: 'ada', 'amalthea.dev/main-pod': 'true' },
    });
    expect(spec?.policyTypes).toEqual(['Ingress', 'Egress']);
  });
});
