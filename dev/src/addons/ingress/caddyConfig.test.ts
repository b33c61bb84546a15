import { pickNetwork } from '../../node/chooseNetwork';
import { caddyConfig } from './caddyConfig';

const network = { ...pickNetwork('abc', []), dnsPort: 20_053 };
const ingress = {
  port: 20_080,
  httpsPort: 20_443,
  standardPorts: false,
  certificateAuthority: '/ca',
};

describe('caddyConfig', () => {
  it('listens on loopback and on the link to the node alone', () => {
    const text = JSON.stringify(caddyConfig('/d', ingress, network));
    const listeners = [
      ...text.matchAll(/"listen":(\[[^[]*(?:\[::1\][^[]*)*\])/g),
    ].flatMap(([, list]) => JSON.parse(list) as string[]);

    expect(listeners.length).toBeGreaterThan(0);
    for (const listener of listeners)
      expect(listener).toMatch(/^(127\.0\.0\.1|\[::1\]|10\.200\.255\.1):\d+$/);
  });

  it('takes the standard ports of loopback only where the cluster was given them', () => {
    expect(JSON.stringify(caddyConfig('/d', ingress, network))).not.toContain(
      '"127.0.0.1:80"',
    );
    expect(
      JSON.stringify(
        caddyConfig('/d', { ...ingress, standardPorts: true }, network),
      ),
    ).toContain('"127.0.0.1:80"');
  });

  it('opens no port for its administration', () => {
    expect(caddyConfig('/d', ingress, network)).toMatchObject({
      admin: { disabled: true },
    });
  });
});
