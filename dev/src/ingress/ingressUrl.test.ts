import { ingressUrl } from './ingressUrl';

const state = {
  name: 'x',
  ingress: {
    port: 20_080,
    httpsPort: 20_443,
    standardPorts: false,
    certificateAuthority: '/ca',
  },
};

describe('ingressUrl', () => {
  it('adds the port of the protocol and keeps host, path and query', () => {
    expect(ingressUrl(state, 'http://a.localhost/b/c?d=e')).toBe(
      'http://a.localhost:20080/b/c?d=e',
    );
    expect(ingressUrl(state, 'https://a.localhost/')).toBe(
      'https://a.localhost:20443/',
    );
  });

  it('says that nothing answers in a simulated cluster', () => {
    expect(() => ingressUrl({ name: 'x' }, 'http://a.localhost/')).toThrow(
      /simulated/,
    );
  });
});
