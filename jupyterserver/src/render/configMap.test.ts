import { exampleInput } from '../__testUtils__/exampleInput';
import { buildConfigMap } from './configMap';

function files(
  ...input: Parameters<typeof exampleInput>
): Record<string, Record<string, unknown>> {
  const { data = {} } = buildConfigMap(exampleInput(...input));
  return Object.fromEntries(
    Object.entries(data).map(([name, text]) => [name, JSON.parse(text)]),
  );
}

describe('buildConfigMap', () => {
  it('tells Jupyter to listen on loopback, at its path', () => {
    const spec = { routing: { path: '/a/', tls: { enabled: true } } };
    const expected = {
      ip: '127.0.0.1',
      port: 8888,
      port_retries: 0,
      base_url: '/a/',
      default_url: '/lab',
      allow_origin: 'https://lab.example.org',
      allow_remote_access: true,
      cookie_secret_file: '/etc/jupyter_server_secrets/cookie_secret',
    };
    expect(files(spec)['jupyter_server_config.json']).toEqual({
      ServerApp: { ...expected, root_dir: '/home/jovyan/work' },
      ContentsManager: { allow_hidden: true },
    });
    expect(files(spec)['jupyter_notebook_config.json']).toEqual({
      NotebookApp: { ...expected, notebook_dir: '/home/jovyan/work' },
      ContentsManager: { allow_hidden: true },
    });
  });

  it('holds nothing secret', () => {
    const auth = {
      token: 'swordfish',
      oidc: {
        enabled: true,
        issuerUrl: 'https://i',
        clientId: 'c',
        clientSecret: { value: 'hush' },
      },
    };
    expect(JSON.stringify(files({ auth }))).not.toMatch(/swordfish|hush/);
  });

  it.each([
    [{}, 'token'],
    [{ token: 'a' }, 'token'],
    [{ token: '' }, 'anonymous'],
    [{ token: '', tokenSecretRef: { name: 's', key: 'k' } }, 'token'],
    [
      {
        token: '',
        oidc: { enabled: true, issuerUrl: 'https://i', clientId: 'c' },
      },
      'oidc',
    ],
  ])('tells authz for %j the mode %s', (auth, mode) => {
    expect(files({ auth })['authz.json'].mode).toBe(mode);
  });

  it('tells authz who may come in, and where it is', () => {
    const auth = {
      oidc: {
        enabled: true,
        issuerUrl: 'https://i',
        clientId: 'c',
        scopes: ['openid'],
        authorizedEmails: ['a@b'],
        match: 'Any' as const,
      },
    };
    const authority =
      '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
    const config = {
      trustedProxies: ['10.0.0.0/8'],
      sessions: { idleSeconds: 60 },
      certificateAuthorities: authority,
    };
    expect(
      files({ auth, routing: { path: '/a' } }, config, { uid: 'u-1' })[
        'authz.json'
      ],
    ).toEqual({
      mode: 'oidc',
      server: { name: 'ada', namespace: 'lab', uid: 'u-1' },
      publicUrl: 'http://lab.example.org/a',
      basePath: '/a',
      upstream: 'http://127.0.0.1:8888',
      listen: { port: 4180, internalPort: 4181 },
      oidc: {
        issuerUrl: 'https://i',
        clientId: 'c',
        scopes: ['openid'],
        certificateAuthorities: authority,
      },
      policy: { subjects: [], emails: ['a@b'], groups: [], match: 'Any' },
      sessions: { idleSeconds: 60 },
      trustedProxies: ['10.0.0.0/8'],
    });
  });
});
