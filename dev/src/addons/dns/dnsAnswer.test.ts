import { firstNameServer } from './DnsAddon';
import { answerName, type DnsView } from './dnsAnswer';

const endpoint = (address: string, hostname?: string, ready?: boolean) => ({
  addresses: [address],
  hostname,
  conditions: { ready },
});

const view: DnsView = {
  hostAddress: '10.200.255.1',
  service: (namespace, name) => {
    if (namespace !== 'default') return undefined;
    return {
      web: { spec: { clusterIP: '10.200.128.9' } },
      pods: { spec: { clusterIP: 'None' } },
    }[name];
  },
  slices: () => [
    {
      endpoints: [
        endpoint('10.200.0.2', 'pods-0'),
        endpoint('10.200.0.3', 'pods-1', true),
        endpoint('10.200.0.4', 'pods-2', false),
      ],
    },
  ],
};

describe('answerName', () => {
  it.each([
    ['web.default.svc.cluster.local', ['10.200.128.9']],
    ['WEB.Default.svc.cluster.local.', ['10.200.128.9']],
    ['pods.default.svc.cluster.local', ['10.200.0.2', '10.200.0.3']],
    ['pods-1.pods.default.svc.cluster.local', ['10.200.0.3']],
    ['anything.localhost', ['10.200.255.1']],
    ['a.b.localhost', ['10.200.255.1']],
    ['localhost', ['127.0.0.1']],
  ])('knows %s', (name, addresses) => {
    expect(answerName(name, view)).toEqual({ kind: 'addresses', addresses });
  });

  it.each([
    'none.default.svc.cluster.local',
    'web.other.svc.cluster.local',
    'pods-2.pods.default.svc.cluster.local',
    'a.b.c.default.svc.cluster.local',
    'example.org.cluster.local',
    'web',
  ])('says that there is no %s, and asks nobody else', name => {
    expect(answerName(name, view)).toEqual({ kind: 'unknown' });
  });

  it('leaves names of the outside world to the machine', () => {
    expect(answerName('example.org', view)).toEqual({ kind: 'forward' });
  });
});

it('finds the name server of the machine', () => {
  expect(
    firstNameServer(
      '# x\nsearch a\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n',
    ),
  ).toBe('192.0.2.53');
  expect(firstNameServer('')).toBeUndefined();
});
