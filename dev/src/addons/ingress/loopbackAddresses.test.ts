import { loopbackAddresses } from './loopbackAddresses';

describe('loopbackAddresses', () => {
  it('are two on an ordinary machine', () => {
    const lo = [{ address: '127.0.0.1' }, { address: '::1' }];
    expect(loopbackAddresses({ lo })).toEqual(['127.0.0.1', '[::1]']);
  });

  it('are one where IPv6 is off', () => {
    const lo = [{ address: '127.0.0.1' }];
    expect(loopbackAddresses({ lo, eth0: [{ address: '192.0.2.1' }] })).toEqual(
      ['127.0.0.1'],
    );
  });
});
