import { foldedName } from './foldedName';

const exact = new Set([
  'forwarded',
  'remote-user',
  'remote-email',
  'remote-name',
  'remote-groups',
  'via-user',
  'x-real-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'true-client-ip',
  'client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'x-rewrite-url',
  'x-url-scheme',
  'front-end-https',
  'proxy-user',
  'x-user',
  'x-auth-user',
  'x-auth-username',
  'x-auth-email',
  'x-auth-groups',
  'x-auth-roles',
  'x-auth-subject',
  'x-username',
  'x-email',
  'x-groups',
  'x-id-token',
  'x-access-token',
  'x-client-cert',
  'x-ssl-client-cert',
  'ssl-client-cert',
  'x-host',
  'x-proxyuser-ip',
  'impersonate-user',
  'impersonate-group',
  'impersonate-uid',
]);

const prefixes = [
  'x-forwarded',
  'x-auth-request-',
  'x-authenticated-',
  'x-authentik-',
  'x-remote-',
  'x-original-',
  'x-pomerium-',
  'x-goog-authenticated-',
  'x-goog-iap-',
  'x-ms-client-principal',
  'x-ms-token-',
  'x-amzn-oidc-',
  'x-envoy-',
  'x-user-',
  'x-webauth-',
  'x-token-',
  'x-ssl-client-',
  'oidc-',
  'remote-',
  'x-jupyter-user',
  'x-jupyterhub-',
  'impersonate-extra-',
  'cf-access-',
  'tailscale-user-',
  'x-vouch-',
  'x-oauth-',
];

/**
 * Whether a header claims who the user is or where the request came from. From a client such a header is dropped, and
 * from the server too: one list for both directions, compared in lower case with `_` folded to `-`.
 */
export function isIdentityHeader(name: string): boolean {
  const folded = foldedName(name);
  return (
    exact.has(folded) || prefixes.some(prefix => folded.startsWith(prefix))
  );
}
