import { JupyterServerSpecInput } from '../schema/spec';
import { exampleInput } from '../__testUtils__/exampleInput';
import { RenderConfigInput } from './renderConfig';
import { buildIngress } from './ingress';

type Routing = JupyterServerSpecInput['routing'];

function ingress(routing: Routing, config: RenderConfigInput = {}) {
  return buildIngress(exampleInput({ routing }, config));
}

describe('buildIngress', () => {
  it.each([
    ['/', '/'],
    ['', '/'],
    ['/a/', '/a'],
    ['a', '/a'],
  ])('routes the path %j as %s', (path, routed) => {
    expect(ingress({ path }).spec?.rules).toEqual([
      {
        host: 'lab.example.org',
        http: {
          paths: [
            {
              path: routed,
              pathType: 'Prefix',
              backend: { service: { name: 'ada', port: { number: 80 } } },
            },
          ],
        },
      },
    ]);
  });

  it('has TLS only when it is enabled, with or without a secret', () => {
    expect(ingress({ tls: { secretName: 's' } }).spec?.tls).toBeUndefined();
    expect(ingress({ tls: { enabled: true } }).spec?.tls).toEqual([
      { hosts: ['lab.example.org'], secretName: undefined },
    ]);
    expect(
      ingress({ tls: { enabled: true, secretName: 's' } }).spec?.tls,
    ).toEqual([{ hosts: ['lab.example.org'], secretName: 's' }]);
  });

  it("takes its class from the server, else from the operator's setting", () => {
    const config = { ingress: { className: 'traefik' } };
    expect(ingress({}).spec?.ingressClassName).toBeUndefined();
    expect(ingress({}, config).spec?.ingressClassName).toBe('traefik');
    expect(
      ingress({ ingressClassName: 'nginx' }, config).spec?.ingressClassName,
    ).toBe('nginx');
  });

  it('leaves the class to the older annotation when the server has it', () => {
    const ingressAnnotations = { 'kubernetes.io/ingress.class': 'nginx' };
    expect(
      ingress({ ingressAnnotations }, { ingress: { className: 'traefik' } })
        .spec?.ingressClassName,
    ).toBeUndefined();
  });

  it("lets the server's annotations win over the operator's", () => {
    const config = {
      ingress: { annotations: { a: 'operator', b: 'operator' } },
    };
    expect(
      ingress({ ingressAnnotations: { a: 'server' } }, config).metadata
        ?.annotations,
    ).toEqual({ a: 'server', b: 'operator' });
  });
});
