import * as z from 'zod';
import { areCertificates } from './certificates';
import { cidrPattern } from './cidr';

const httpUrl = z
  .string()
  .refine(isHttpUrl, 'must be an absolute http or https URL')
  .refine(text => !text.endsWith('/'), 'must not end with a slash');

const basePath = z
  .string()
  .regex(
    /^(?:\/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*$/,
    'must be empty or begin with a slash and not end with one',
  )
  .refine(
    text => !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text),
    'must not contain . or .. segments',
  );

const port = z.int().min(0).max(65535);
const count = z.int().min(1);
const strings = z.array(z.string().min(1, 'must not be empty'));

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash
  );
}

/** `config.json`: everything that is not secret. Defaults stand beside their documentation. */
export const settingsSchema = z
  .strictObject({
    mode: z
      .enum(['oidc', 'token', 'anonymous'])
      .describe(
        'Who may pass: people known to a provider, whoever has the token, or anybody.',
      ),
    server: z
      .strictObject({
        name: z
          .string()
          .min(1)
          .describe('Name of the JupyterServer; part of the cookie names.'),
        namespace: z
          .string()
          .min(1)
          .describe('Namespace of the JupyterServer.'),
        uid: z
          .string()
          .min(1)
          .optional()
          .describe('UID of the JupyterServer; sessions are bound to it.'),
      })
      .describe('The server that this proxy stands in front of.'),
    publicUrl: httpUrl.describe(
      'Address of the server as people see it, base path included.',
    ),
    basePath: basePath
      .default('')
      .describe(
        'Path under which the server is reached; the server sees it too.',
      ),
    upstream: z
      .string()
      .refine(isHttpUrl, 'must be an absolute http URL')
      .refine(text => text.startsWith('http:'), 'must use http')
      .refine(
        text => !isHttpUrl(text) || new URL(text).pathname === '/',
        'must not have a path: the server sees the public path',
      )
      .default('http://127.0.0.1:8888')
      .describe('Where Jupyter listens.'),
    listen: z
      .strictObject({
        port: port.default(4180).describe('Port for people.'),
        internalPort: port
          .default(4181)
          .describe('Port for health, activity and metrics.'),
        address: z
          .string()
          .default('::')
          .describe(
            'Address for people; `::` means every IPv4 and IPv6 address.',
          ),
        internalAddress: z
          .string()
          .default('::')
          .describe('Address of the internal port.'),
      })
      .prefault({})
      .describe('Where this proxy listens. A change needs a restart.'),
    oidc: z
      .strictObject({
        issuerUrl: z
          .string()
          .refine(isHttpUrl, 'must be an absolute http or https URL')
          .describe('Issuer, exactly as the provider calls itself.'),
        clientId: z
          .string()
          .min(1)
          .describe('Client identifier at the provider.'),
        scopes: z
          .array(z.string().min(1))
          .optional()
          .describe('Scopes to ask for instead of `openid profile email`.'),
        clientAuthentication: z
          .enum([
            'client_secret_basic',
            'client_secret_post',
            'private_key_jwt',
            'none',
          ])
          .optional()
          .describe(
            'How the client proves itself at the token endpoint. Without it: `client_secret_basic` or `client_secret_post`, as the provider announces, and `none` without a secret. `private_key_jwt` reads a PKCS#8 or JWK key from `secrets/client-secret`.',
          ),
        idTokenAlgorithm: z
          .enum([
            'RS256',
            'RS384',
            'RS512',
            'PS256',
            'PS384',
            'PS512',
            'ES256',
            'ES384',
            'ES512',
            'EdDSA',
            'Ed25519',
          ])
          .optional()
          .describe(
            'The one signature algorithm accepted for ID and logout tokens. Without it RS256, or the first safe one that the provider announces instead.',
          ),
        groupsClaim: z
          .string()
          .min(1)
          .default('groups')
          .describe('Claim that lists the groups.'),
        usePushedAuthorizationRequests: z
          .boolean()
          .default(false)
          .describe('Send the request to the provider first (PAR, RFC 9126).'),
        useDpop: z
          .boolean()
          .default(false)
          .describe('Bind tokens to a key of this process (DPoP, RFC 9449).'),
        allowUnverifiedEmails: z
          .boolean()
          .default(false)
          .describe(
            'Accept an e-mail that the provider does not call verified. Weakens `policy.emails`.',
          ),
        allowInsecureIssuer: z
          .boolean()
          .default(false)
          .describe(
            'Accept an http issuer that is not on a loopback address, for test clusters.',
          ),
        certificateAuthorities: z
          .string()
          .refine(areCertificates, 'must be certificates in PEM format')
          .optional()
          .describe(
            'Authorities, as PEM certificates, that may vouch for the provider besides those that Node.js knows.',
          ),
        postLogoutRedirectUrl: z
          .string()
          .refine(isHttpUrl, 'must be an absolute http or https URL')
          .optional()
          .describe(
            "Where the provider sends people after they signed out; must be registered there. Without it the last page is the provider's.",
          ),
        logoutTokenTypeOptional: z
          .boolean()
          .default(true)
          .describe(
            'Accept logout tokens without `typ: logout+jwt`, as many providers send them.',
          ),
      })
      .optional()
      .describe('The provider, in mode `oidc`.'),
    policy: z
      .strictObject({
        subjects: strings
          .default([])
          .describe('Subjects (`sub`) that may pass.'),
        emails: strings
          .default([])
          .describe('Verified e-mail addresses that may pass.'),
        groups: strings.default([]).describe('Groups whose members may pass.'),
        match: z
          .enum(['All', 'Any'])
          .default('All')
          .describe(
            '`All`: every list that is not empty must match. `Any`: one match is enough.',
          ),
      })
      .prefault({})
      .describe(
        'Who may pass in mode `oidc`, compared byte by byte. Nobody, while all lists are empty.',
      ),
    sessions: z
      .strictObject({
        idleSeconds: count
          .default(28_800)
          .describe('A session ends after so many seconds without a request.'),
        absoluteSeconds: count
          .default(604_800)
          .describe('A session ends so many seconds after the sign-in.'),
      })
      .prefault({})
      .describe('How long a sign-in lasts.'),
    trustedProxies: z
      .array(
        z
          .string()
          .regex(
            cidrPattern,
            'must be an address or a network such as 10.0.0.0/8',
          ),
      )
      .default([])
      .describe(
        'Peers whose X-Forwarded-* headers count. Nobody else is believed.',
      ),
    allowedOrigins: z
      .array(httpUrl)
      .default([])
      .describe(
        'Origins besides that of `publicUrl` that may open WebSockets and change things.',
      ),
    limits: z
      .strictObject({
        connections: count
          .default(2_048)
          .describe('Connections at once on the port for people.'),
        headBytes: z
          .int()
          .min(4_096)
          .max(262_144)
          .default(32_768)
          .describe('Size of a request head; larger gets 431.'),
        headers: z
          .int()
          .min(16)
          .max(1_000)
          .default(128)
          .describe('Number of headers in a request; more gets 431.'),
        headSeconds: count
          .default(20)
          .describe('A request head must arrive within so many seconds.'),
        idleConnectionSeconds: count
          .default(75)
          .describe(
            'A kept connection is closed after so many seconds without a request.',
          ),
        upstreamConnections: count
          .default(512)
          .describe(
            'Connections at once towards the server; more requests wait.',
          ),
        upstreamConnectSeconds: count
          .default(5)
          .describe(
            'The server must accept a connection within so many seconds.',
          ),
        upstreamHeadBytes: z
          .int()
          .min(4_096)
          .default(65_536)
          .describe('Size of an answer head of the server; larger gets 502.'),
      })
      .prefault({})
      .describe('Bounds that keep one client from taking the server down.'),
    application: z
      .enum(['jupyter', 'other'])
      .default('jupyter')
      .describe(
        '`other`: not a Jupyter server, so every request and message of a client counts as activity.',
      ),
    activity: z
      .strictObject({
        graceSeconds: z
          .int()
          .min(0)
          .default(5)
          .describe(
            'What a tab sends by itself so soon after its WebSocket opened does not count.',
          ),
      })
      .prefault({})
      .describe('How people are told apart from polling.'),
    log: z
      .strictObject({
        level: z
          .enum(['debug', 'info', 'warn', 'error'])
          .default('info')
          .describe('The least severe level to log.'),
        access: z
          .boolean()
          .default(false)
          .describe('Log one line per request, without query and credentials.'),
      })
      .prefault({})
      .describe('Logging, JSON lines on standard output.'),
  })
  .superRefine((settings, context) => {
    const problem = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (settings.mode === 'oidc') {
      const { subjects, emails, groups } = settings.policy;
      if (!settings.oidc) problem(['oidc'], 'is required in mode oidc');
      if (subjects.length + emails.length + groups.length === 0) {
        problem(
          ['policy'],
          'names nobody: give at least one of subjects, emails and groups',
        );
      }
      emails.forEach((email, index) => {
        if (email.split('@').length !== 2) {
          problem(['policy', 'emails', index], 'must contain exactly one @');
        }
      });
    }
    if (URL.canParse(settings.publicUrl)) {
      const { pathname } = new URL(settings.publicUrl);
      if ((pathname === '/' ? '' : pathname) !== settings.basePath) {
        problem(
          ['basePath'],
          `must be the path of publicUrl, ${JSON.stringify(
            pathname === '/' ? '' : pathname,
          )}`,
        );
      }
    }
  });

export type AuthzSettings = Readonly<z.output<typeof settingsSchema>>;
export type AuthzSettingsInput = z.input<typeof settingsSchema>;
