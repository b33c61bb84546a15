import { isLocalRequest } from './isLocalRequest';

const from = (
  remoteAddress: string | undefined,
  headers: Record<string, string>,
) => isLocalRequest({ headers, socket: { remoteAddress } });

describe('isLocalRequest', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.1.2.3'])(
    'believes a program on this machine that comes from %s',
    address => {
      expect(from(address, { host: 'localhost:7007' })).toBe(true);
    },
  );

  it.each(['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '', undefined])(
    'does not believe %p',
    address => {
      expect(from(address, { host: 'localhost:7007' })).toBe(false);
    },
  );

  it.each([
    'portal.example.org',
    'localhost.evil.example',
    '',
    '127.0.0.1.nip.io:7007',
  ])('does not believe a request for the name %p', host => {
    expect(from('127.0.0.1', { host })).toBe(false);
  });

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded'])(
    'does not believe a proxy that sends %s',
    header => {
      expect(
        from('127.0.0.1', { host: 'localhost', [header]: 'anything' }),
      ).toBe(false);
    },
  );
});
