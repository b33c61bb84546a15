import { proxyExceptions } from './proxyExceptions';

const hosts = ['localhost', '10.200.255.2'];

describe('proxyExceptions', () => {
  it('adds the hosts to those that are excepted already', () => {
    const environment = {
      https_proxy: 'http://proxy:3128',
      no_proxy: 'localhost,.example.org',
    };
    const all = 'localhost,.example.org,10.200.255.2';

    expect(proxyExceptions(environment, hosts)).toEqual({
      NO_PROXY: all,
      no_proxy: all,
    });
  });

  it.each([
    ['there is no proxy', {}],
    ['the proxy is switched off', { HTTP_PROXY: '' }],
    ['everything is excepted', { HTTP_PROXY: 'http://p', NO_PROXY: '*' }],
  ])('adds nothing where %s', (_why, environment) => {
    expect(proxyExceptions(environment, hosts)).toEqual({});
  });
});
