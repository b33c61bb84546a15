import type { EndpointSlice } from '../serviceEndpoints';
import { routeRequest, type Ingress, type IngressView } from './ingressRoute';

type Path = [path: string, pathType: string, service: string];

function ingress(host: string | undefined, ...paths: Path[]): Ingress {
  return {
    metadata: { namespace: 'n', name: 'i' },
    spec: {
      rules: [
        {
          host,
          http: {
            paths: paths.map(([path, pathType, name]) => ({
              path,
              pathType,
              backend: { service: { name, port: { number: 80 } } },
            })),
          },
        },
      ],
    },
  };
}

const slice = (service: string): EndpointSlice => ({
  endpoints: [
    { addresses: ['gone'], conditions: { ready: false } },
    { addresses: [service] },
  ],
  ports: [{ name: 'http', port: 8080 }],
});

function view(...ingresses: Ingress[]): IngressView {
  return {
    ingresses: () => ingresses,
    service: () => ({ spec: { ports: [{ name: 'http', port: 80 }] } }),
    slices: (_namespace, service) =>
      service === 'empty' ? [] : [slice(service)],
  };
}

const to = (service: string) => ({
  kind: 'endpoint',
  address: `${service}:8080`,
});

describe('routeRequest', () => {
  it('goes to a ready endpoint at the port that the Service maps to', () => {
    expect(
      routeRequest(
        'a.localhost:20080',
        '/',
        view(ingress('a.localhost', ['/', 'Prefix', 'one'])),
      ),
    ).toEqual(to('one'));
  });

  it.each([
    ['/app', 'one'],
    ['/app/', 'one'],
    ['/app/x', 'one'],
    ['/app/x/y', 'two'],
    ['/apple', 'root'],
    ['/exact', 'exact'],
    ['/exact/x', 'root'],
  ])(
    'sends %s to %s: exact first, then the longest prefix of whole elements',
    (path, service) => {
      const rules = ingress(
        'a.localhost',
        ['/', 'Prefix', 'root'],
        ['/app', 'Prefix', 'one'],
        ['/app/x/y/', 'ImplementationSpecific', 'two'],
        ['/exact', 'Exact', 'exact'],
      );
      expect(routeRequest('a.localhost', path, view(rules))).toEqual(
        to(service),
      );
    },
  );

  it('prefers a precise host to a wildcard, and that to a rule without host, whatever their paths', () => {
    const all = view(
      ingress(undefined, ['/long/path', 'Exact', 'any']),
      ingress('*.localhost', ['/long', 'Prefix', 'wildcard']),
      ingress('A.localhost', ['/', 'Prefix', 'precise']),
    );
    expect(routeRequest('a.LOCALHOST', '/long/path', all)).toEqual(
      to('precise'),
    );
    expect(routeRequest('b.localhost', '/long/path', all)).toEqual(
      to('wildcard'),
    );
    expect(routeRequest('b.c.localhost', '/long/path', all)).toEqual(to('any'));
  });

  it('tells an Ingress behind which nothing is ready from no Ingress at all', () => {
    const rules = view(ingress('a.localhost', ['/', 'Prefix', 'empty']));
    expect(routeRequest('a.localhost', '/', rules)).toEqual({
      kind: 'unavailable',
      service: 'n/empty',
    });
    expect(routeRequest('b.localhost', '/', rules)).toEqual({
      kind: 'unknown',
    });
  });

  it('falls back to a default backend', () => {
    const rules: Ingress = {
      metadata: { namespace: 'n' },
      spec: {
        defaultBackend: { service: { name: 'last', port: { name: 'http' } } },
      },
    };
    expect(routeRequest('any', '/', view(rules))).toEqual(to('last'));
  });
});
