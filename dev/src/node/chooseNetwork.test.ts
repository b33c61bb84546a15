import fc from 'fast-check';
import { pickNetwork } from './chooseNetwork';

describe('pickNetwork', () => {
  it('takes the first network that no route overlaps', () => {
    const routes = [
      'default',
      '10.200.0.0/24',
      '10.201.255.1',
      '192.0.2.0/24',
      'fe80::/64',
    ];
    expect(pickNetwork('abc', routes)).toMatchObject({
      podCidr: '10.202.0.0/24',
      hostAddress: '10.202.255.1',
      interface: 'amaabc',
    });
  });

  it('ignores a default route, however it is written', () => {
    expect(pickNetwork('abc', ['0.0.0.0/0', 'default']).podCidr).toBe(
      '10.200.0.0/24',
    );
  });

  it('never takes a network that is routed elsewhere', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 200, max: 249 }), { maxLength: 49 }),
        taken => {
          const network = pickNetwork(
            'abc',
            taken.map(second => `10.${second}.7.0/24`),
          );
          expect(taken).not.toContain(Number(network.podCidr.split('.')[1]));
        },
      ),
    );
  });

  it('says so when all are taken', () => {
    expect(() => pickNetwork('abc', ['10.0.0.0/8'])).toThrow(
      expect.objectContaining({ code: 'PORT_IN_USE' }),
    );
  });

  it('keeps the interface within the fifteen characters that Linux allows', () => {
    expect(pickNetwork('01234567', []).interface.length).toBeLessThanOrEqual(
      15,
    );
  });
});
