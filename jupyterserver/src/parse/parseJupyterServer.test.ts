import { JupyterServerSpecInput } from '../schema/spec';
import { parseJupyterServer } from './parseJupyterServer';

function object(spec: unknown, metadata: unknown = { name: 'a' }) {
  return {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata,
    spec,
  };
}

function problems(value: unknown): string[] {
  const result = parseJupyterServer(value);
  return result.ok
    ? []
    : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

const routing = { host: 'a.org' };
const oidc = { enabled: true, issuerUrl: 'https://i.org', clientId: 'c' };

describe('parseJupyterServer', () => {
  it('fills in defaults, and leaves unknown fields out', () => {
    const result = parseJupyterServer(object({ routing, more: 1 }));
    expect(result).toMatchObject({
      ok: true,
      server: {
        spec: {
          storage: { size: '100Mi', pvc: { accessModes: ['ReadWriteOnce'] } },
          updatePolicy: 'OnRestart',
        },
      },
    });
    expect(JSON.stringify(result)).not.toContain('more');
  });

  it('takes null for nothing, as the API server does, but not inside patches', () => {
    const patches = [
      {
        type: 'application/merge-patch+json' as const,
        patch: { ingress: null },
      },
    ];
    const result = parseJupyterServer(
      object({
        routing: { ...routing, path: null, ingressAnnotations: { a: null } },
        storage: null,
        patches,
      }),
    );
    expect(result).toMatchObject({
      ok: true,
      server: {
        spec: {
          routing: { path: '/', ingressAnnotations: {} },
          storage: { size: '100Mi' },
          patches,
        },
      },
    });
  });

  it.each([null, undefined, 1, 'text', [], { a: 1n }, { a: () => 1 }])(
    'refuses %p without throwing',
    value => {
      expect(parseJupyterServer(value).ok).toBe(false);
    },
  );

  it("does not mind a status that is not its own, such as classic's", () => {
    const status = {
      state: 'running',
      children: { service: { status: { loadBalancer: {} } } },
      mainPod: null,
      failedSince: null,
    };
    expect(
      parseJupyterServer({ ...object({ routing }), status }),
    ).toMatchObject({ ok: true, server: { status: { state: 'running' } } });
    expect(
      parseJupyterServer({
        ...object({ routing }),
        status: { conditions: 'none' },
      }),
    ).toMatchObject({ ok: true });
  });

  it.each<[string, JupyterServerSpecInput]>([
    [
      'http issuers',
      { auth: { oidc: { ...oidc, issuerUrl: 'http://dex:5556' } } },
    ],
    ['public clients', { auth: { oidc } }],
    [
      'broken OIDC settings that are switched off',
      { auth: { oidc: { enabled: false, issuerUrl: 'later' } } },
    ],
    [
      'float quantities',
      { jupyterServer: { resources: { requests: { cpu: 0.5 } } } },
    ],
    ['an ephemeral volume of size 0', { storage: { size: 0 } }],
    [
      'a root folder with a slash at its end',
      { jupyterServer: { rootDir: '/home/jovyan/work/' } },
    ],
    [
      'TLS without a secret',
      { routing: { tls: { enabled: true, secretName: '' } } },
    ],
    ['quotes in defaultUrl', { jupyterServer: { defaultUrl: '/lab"\'' } }],
    ['a name that begins with a digit', {}],
  ])('takes %s', (_name, spec) => {
    expect(
      problems(
        object(
          { ...spec, routing: { ...routing, ...spec.routing } },
          { name: '1a' },
        ),
      ),
    ).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an empty host', { routing: { host: '' } }, 'spec.routing.host'],
    [
      'a port in the host',
      { routing: { host: 'a.org:80' } },
      'spec.routing.host',
    ],
    [
      'a scheme in the host',
      { routing: { host: 'https://a.org' } },
      'spec.routing.host',
    ],
    ['a wildcard host', { routing: { host: '*.a.org' } }, 'spec.routing.host'],
    [
      'a query in the path',
      { routing: { ...routing, path: '/a?b' } },
      'spec.routing.path',
    ],
    [
      'a number as an annotation',
      { routing: { ...routing, ingressAnnotations: { a: 1 } } },
      'spec.routing.ingressAnnotations.a',
    ],
    [
      'a malformed annotation key',
      { routing: { ...routing, ingressAnnotations: { 'a b': '' } } },
      'spec.routing.ingressAnnotations["a b"]',
    ],
    [
      'class and gateway together',
      {
        routing: {
          ...routing,
          ingressClassName: 'n',
          gateway: { parentRefs: [{ name: 'g' }] },
        },
      },
      'spec.routing.ingressClassName',
    ],
    [
      'a gateway without parents',
      { routing: { ...routing, gateway: { parentRefs: [] } } },
      'spec.routing.gateway.parentRefs',
    ],
    [
      'a line break in the image',
      { routing, jupyterServer: { image: 'a\nsecurityContext: {}' } },
      'spec.jupyterServer.image',
    ],
    [
      'an empty image',
      { routing, jupyterServer: { image: '' } },
      'spec.jupyterServer.image',
    ],
    [
      'a line break in defaultUrl',
      { routing, jupyterServer: { defaultUrl: '/lab\nimport os' } },
      'spec.jupyterServer.defaultUrl',
    ],
    [
      'a relative root folder',
      { routing, jupyterServer: { rootDir: 'work' } },
      'spec.jupyterServer.rootDir',
    ],
    [
      'a root folder with ..',
      { routing, jupyterServer: { rootDir: '/home/jovyan/work/../..' } },
      'spec.jupyterServer.rootDir',
    ],
    [
      'a root folder that only looks like one below',
      { routing, jupyterServer: { rootDir: '/home/jovyan/work2' } },
      'spec.jupyterServer.rootDir',
    ],
    [
      'a request above its limit',
      {
        routing,
        jupyterServer: {
          resources: { requests: { cpu: 2 }, limits: { cpu: '1500m' } },
        },
      },
      'spec.jupyterServer.resources.requests.cpu',
    ],
    [
      'a malformed quantity',
      { routing, jupyterServer: { resources: { limits: { memory: '1GB' } } } },
      'spec.jupyterServer.resources.limits.memory',
    ],
    [
      'a reserved variable',
      {
        routing,
        jupyterServer: { env: [{ name: 'JUPYTER_TOKEN', value: 'a' }] },
      },
      'spec.jupyterServer.env[0].name',
    ],
    [
      'a variable that comes twice',
      { routing, jupyterServer: { env: [{ name: 'A' }, { name: 'A' }] } },
      'spec.jupyterServer.env[1].name',
    ],
    [
      'two token sources',
      {
        routing,
        auth: { token: 'a', tokenSecretRef: { name: 's', key: 'k' } },
      },
      'spec.auth.tokenSecretRef',
    ],
    [
      'OIDC without a client',
      { routing, auth: { oidc: { ...oidc, clientId: undefined } } },
      'spec.auth.oidc.clientId',
    ],
    [
      'a query in the issuer',
      { routing, auth: { oidc: { ...oidc, issuerUrl: 'https://i.org?a' } } },
      'spec.auth.oidc.issuerUrl',
    ],
    [
      'a client secret that is none',
      { routing, auth: { oidc: { clientSecret: {} } } },
      'spec.auth.oidc.clientSecret',
    ],
    [
      'a secret reference without a key',
      {
        routing,
        auth: {
          oidc: { ...oidc, clientSecret: { secretKeyRef: { name: 's' } } },
        },
      },
      'spec.auth.oidc.clientSecret.secretKeyRef.key',
    ],
    [
      'a malformed size',
      { routing, storage: { size: '10 Gi' } },
      'spec.storage.size',
    ],
    [
      'a negative size',
      { routing, storage: { size: -1 } },
      'spec.storage.size',
    ],
    [
      'a volume of size 0',
      { routing, storage: { size: 0, pvc: { enabled: true } } },
      'spec.storage.size',
    ],
    [
      'a colon in the mount path',
      {
        routing,
        storage: { pvc: { mountPath: '/a:b' } },
        jupyterServer: { rootDir: '/a:b' },
      },
      'spec.storage.pvc.mountPath',
    ],
    [
      'a mount path of the system',
      {
        routing,
        storage: { pvc: { mountPath: '/proc' } },
        jupyterServer: { rootDir: '/proc' },
      },
      'spec.storage.pvc.mountPath',
    ],
    [
      'no access mode',
      { routing, storage: { pvc: { accessModes: [] } } },
      'spec.storage.pvc.accessModes',
    ],
    [
      'a fraction of a second',
      { routing, culling: { idleSecondsThreshold: 1.5 } },
      'spec.culling.idleSecondsThreshold',
    ],
    [
      'a patch without a type',
      { routing, patches: [{ patch: [] }] },
      'spec.patches[0].type',
    ],
    [
      'a patch without a patch',
      { routing, patches: [{ type: 'application/json-patch+json' }] },
      'spec.patches[0].patch',
    ],
  ])('refuses %s', (_name, spec, path) => {
    expect(
      problems(object(spec)).map(problem => problem.split(': ')[0]),
    ).toEqual([path]);
  });

  it('finds problems in different places at once', () => {
    expect(
      problems(
        object(
          {
            culling: { idleSecondsThreshold: 'x' },
            storage: { size: 'x' },
            jupyterServer: { rootDir: '/x' },
          },
          { name: 'A' },
        ),
      ),
    ).toHaveLength(5);
  });

  it.each([
    { name: 'a.b' },
    { name: 'A' },
    { name: 'a'.repeat(53) },
    { name: '' },
    {},
  ])('refuses the name in %j', metadata => {
    expect(problems(object({ routing }, metadata))).toEqual([
      expect.stringMatching(/^metadata\.name: /),
    ]);
  });

  it('refuses labels that no child could carry', () => {
    expect(
      problems(
        object({ routing }, { name: 'a', labels: { 'a b': 'c', d: 'e f' } }),
      ),
    ).toHaveLength(2);
  });

  it('refuses nesting that would end at the end of the stack', () => {
    const patch = Array.from({ length: 50_000 }).reduce<object>(
      inner => ({ inner }),
      {},
    );
    const type = 'application/merge-patch+json';
    const result = parseJupyterServer({ spec: { patches: [{ type, patch }] } });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ path: '', message: 'is nested more than 500 levels deep' }],
    });
  });
});
