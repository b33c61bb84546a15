import { isAddress, isHostName } from './hostName';

describe('isHostName', () => {
  it.each([
    'a',
    'localhost',
    'a.b',
    'jupyter.localhost',
    '1a.example.org',
    `${'a'.repeat(63)}.org`,
  ])('takes %s', host => expect(isHostName(host)).toBe(true));

  it.each([
    '',
    'A.org',
    'a..b',
    '.a',
    'a.',
    '-a',
    'a-',
    '*.a',
    'a:80',
    'a/b',
    'http://a',
    'a b',
    'a\n',
    'ä.org',
    '[::1]',
    `${'a'.repeat(64)}.org`,
  ])('refuses %j', host => expect(isHostName(host)).toBe(false));
});

describe('isAddress', () => {
  it.each(['127.0.0.1', '10.1', '1', 'a.1', '0x7f', 'a.0x1'])(
    'knows %s as an address',
    host => expect(isAddress(host)).toBe(true),
  );

  it.each(['a', '1.a', '127.0.0.1.org', 'a.x1', '0xg.0xg'])(
    'knows %s as a name',
    host => expect(isAddress(host)).toBe(false),
  );
});
