import { JupyterServerSpecInput } from '../schema/spec';
import { exampleServer } from '../__testUtils__/exampleServer';
import { buildVolumes } from './volumes';

function volume(name: string, spec: JupyterServerSpecInput) {
  return buildVolumes(exampleServer(spec)).find(entry => entry.name === name);
}

function secretsOfAuthz(spec: JupyterServerSpecInput) {
  const sources = volume('authz', spec)?.projected?.sources ?? [];
  return sources.flatMap(({ secret }) =>
    secret
      ? [`${secret.name}/${secret.items?.[0].key} ${secret.items?.[0].path}`]
      : [],
  );
}

describe('buildVolumes', () => {
  it.each([
    [
      { size: '5Gi', pvc: { enabled: true } },
      { persistentVolumeClaim: { claimName: 'ada' } },
    ],
    [{ size: '5Gi' }, { emptyDir: { sizeLimit: '5Gi' } }],
    [{ size: '' }, { emptyDir: {} }],
    [{ size: 1024 }, { emptyDir: { sizeLimit: '1024' } }],
  ])('keeps the files of %j in %j', (storage, source) => {
    expect(volume('workspace', { storage })).toEqual({
      name: 'workspace',
      ...source,
    });
  });

  it("gives authz the server's own Secret", () => {
    expect(secretsOfAuthz({})).toEqual([
      'ada/jupyterServerAppToken secrets/app-token',
      'ada/authzCookieKey secrets/cookie-key',
    ]);
  });

  it("gives authz the user's Secrets where the server refers to them", () => {
    const oidc = {
      enabled: true,
      issuerUrl: 'https://i',
      clientId: 'c',
      clientSecret: { secretKeyRef: { name: 'o', key: 's' } },
    };
    expect(
      secretsOfAuthz({
        auth: { tokenSecretRef: { name: 't', key: 'k' }, oidc },
      }),
    ).toEqual([
      't/k secrets/app-token',
      'ada/authzCookieKey secrets/cookie-key',
      'o/s secrets/client-secret',
    ]);
  });

  it('gives authz an inline client secret from the own Secret, and none to a public client', () => {
    const oidc = { enabled: true, issuerUrl: 'https://i', clientId: 'c' };
    expect(
      secretsOfAuthz({
        auth: { oidc: { ...oidc, clientSecret: { value: 'v' } } },
      }),
    ).toContain('ada/oidcClientSecret secrets/client-secret');
    expect(secretsOfAuthz({ auth: { oidc } })).toHaveLength(2);
  });
});
