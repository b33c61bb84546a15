import { isIssuerUrl } from './issuerUrl';

describe('isIssuerUrl', () => {
  it.each([
    'https://idp.example.org',
    'https://idp.example.org/realms/lab',
    'http://dex.auth.svc:5556/dex',
    'http://127.0.0.1:9000',
    'https://[::1]:8443/a',
    'https://idp.example.org/',
  ])('takes %s', url => expect(isIssuerUrl(url)).toBe(true));

  it.each([
    '',
    'idp.example.org',
    'ftp://a',
    'data:text/html,a',
    'https://',
    'https:///a',
    'https://a?b',
    'https://a/#b',
    'https://user:pw@a',
    'https://a b',
    'https://a/\nb',
    'https://a:99999/',
    'https://a/"',
  ])('refuses %j', url => expect(isIssuerUrl(url)).toBe(false));
});
