import { exampleServer } from '../__testUtils__/exampleServer';
import { basePath } from './basePath';
import { serverUrl } from './serverUrl';

describe('the URL of a server', () => {
  it.each([
    ['/', '', 'http://h.org'],
    ['', '', 'http://h.org'],
    ['/a/', '/a', 'http://h.org/a'],
    ['a', '/a', 'http://h.org/a'],
    ['/a/b', '/a/b', 'http://h.org/a/b'],
    ['//a//', '/a', 'http://h.org/a'],
  ])('for the path %j has the base path %j', (path, base, url) => {
    const server = exampleServer({ routing: { host: 'h.org', path } });
    expect(basePath(server)).toBe(base);
    expect(serverUrl(server)).toBe(url);
  });

  it('is https with TLS', () => {
    const routing = { host: 'h.org', path: '/a', tls: { enabled: true } };
    expect(serverUrl(exampleServer({ routing }))).toBe('https://h.org/a');
  });
});
