import { ports } from '../names/ports';
import { JupyterServer } from '../schema/jupyterServer';
import { basePath } from '../url/basePath';
import { serverUrl } from '../url/serverUrl';
import { ChildInput } from './child';
import { parentUid } from './parent';

export type AuthzMode = 'oidc' | 'token' | 'anonymous';

/** Who is let in: by login, by the token, or, with an empty token and no login, everybody. */
export function authzMode(server: JupyterServer): AuthzMode {
  const { oidc, token, tokenSecretRef } = server.spec.auth;
  if (oidc.enabled) return 'oidc';
  return token === '' && !tokenSecretRef ? 'anonymous' : 'token';
}

function oidcSections({ server, config }: ChildInput) {
  const { oidc } = server.spec.auth;
  return {
    oidc: {
      issuerUrl: oidc.issuerUrl,
      clientId: oidc.clientId,
      scopes: oidc.scopes,
      certificateAuthorities: config.certificateAuthorities,
    },
    policy: {
      subjects: oidc.authorizedSubjects,
      emails: oidc.authorizedEmails,
      groups: oidc.authorizedGroups,
      match: oidc.match,
    },
  };
}

/** config.json of authz; its schema belongs to authz. */
export function authzConfiguration(input: ChildInput) {
  const { server, config } = input;
  const mode = authzMode(server);
  return {
    mode,
    server: {
      name: server.metadata.name,
      namespace: server.metadata.namespace ?? 'default',
      uid: parentUid(input),
    },
    publicUrl: serverUrl(server),
    basePath: basePath(server),
    upstream: `http://127.0.0.1:${ports.jupyter}`,
    listen: { port: ports.http, internalPort: ports.internal },
    ...(mode === 'oidc' ? oidcSections(input) : {}),
    sessions: config.sessions,
    trustedProxies:
      config.trustedProxies.length > 0 ? config.trustedProxies : undefined,
  };
}
