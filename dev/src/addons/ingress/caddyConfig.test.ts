import { pickNetwork } from '../../node/chooseNetwork';
import { caddyConfig } from './caddyConfig';

const network = { ...pickNetwork('abc', []), dnsPort: 20_053 };
const ingress = {
  port: 20_080,
  httpsPort: 20_443,
  standardPorts: false,
  certificateAuthority: '/ca',
};

const loopback = ['127.0.0.1', '[::1]'];

describe('caddyConfig', () => {
  it('listens on loopback and on the link to the node alone', () => {
    const text = JSON.stringify(caddyConfig(ingress, network, loopback));
    const listeners = [
      ...text.matchAll(/"listen":(\[[^[]*(?:\[::1\][^[]*)*\])/g),
    ].flatMap(([, list]) => JSON.parse(list) as string[]);

    expect(listeners.length).toBeGreaterThan(0);
    for (const listener of listeners)
      expect(listener).toMatch(/^(127\.0\.0\.1|\[::1\]|10\.200\.255\.1):\d+$/);
  });

  it('takes the standard ports of loopback only where the cluster was given them', () => {
    expect(
      JSON.stringify(caddyConfig(ingress, network, loopback)),
    ).not.toContain('"127.0.0.1:80"');
    expect(
      JSON.stringify(
        caddyConfig({ ...ingress, standardPorts: true }, network, loopback),
      ),
    ).toContain('"127.0.0.1:80"');
  });

  it('leaves the second loopback address out where the machine has none', () => {
    expect(
      JSON.stringify(caddyConfig(ingress, network, ['127.0.0.1'])),
    ).not.toContain('::1');
  });

  it('opens no port for its administration', () => {
    expect(caddyConfig(ingress, network, loopback)).toMatchObject({
      admin: { disabled: true },
    });
  });
});
