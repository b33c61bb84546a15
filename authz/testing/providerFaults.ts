import { Fault } from './MisbehavingProvider';
import { signingKey, signToken, signWithSecret, unsigned } from './signToken';

const now = () => Math.floor(Date.now() / 1000);
const week = 7 * 86_400;
const claim = (name: string, value: unknown): Fault => ({
  claims: claims => ({ ...claims, [name]: value }),
});
const without = (name: string): Fault => ({
  claims: ({ [name]: _, ...claims }) => claims,
});
const callback = (change: (parameters: URLSearchParams) => void): Fault => ({
  callback: parameters => {
    change(parameters);
    return parameters;
  },
});
const stranger = signingKey('stranger');
export const elliptic = signingKey('elliptic', 'ES256');
const probabilistic = signingKey('probabilistic', 'PS256');

/** Names as in the OpenID conformance suite where it has such a module (`oidcc-client-test…`, `fapi2-…`). */
export const acceptedFaults: readonly (readonly [string, Fault])[] = [
  ['oidcc-client-test', {}],
  ['oidcc-client-test-valid-aud-as-array', claim('aud', ['jupyter'])],
  [
    'oidcc-client-test-kid-absent-single-jwks',
    { header: ({ kid: _, ...header }) => header },
  ],
  ['oidcc-client-test-idtoken-sig-rs256', {}],
  [
    'oidcc-client-test-scope-userinfo-claims',
    { userInfo: claims => ({ ...claims, email: 'ada@example.org' }) },
  ],
  [
    'token-endpoint-response-without-expires_in',
    { tokenAnswer: ({ expires_in: _, ...answer }) => answer },
  ],
  [
    'token-type-case-insensitivity',
    { tokenAnswer: answer => ({ ...answer, token_type: 'bEaReR' }) },
  ],
  [
    'azp of this client beside another audience',
    {
      claims: claims => ({
        ...claims,
        aud: ['jupyter', 'other'],
        azp: 'jupyter',
      }),
    },
  ],
  [
    'claims called like JavaScript internals',
    {
      claims: claims => ({
        ...JSON.parse('{"__proto__": {"sub": "mallory"}, "constructor": "x"}'),
        ...claims,
      }),
    },
  ],
  [
    'a provider without user info',
    { metadata: ({ userinfo_endpoint: _, ...metadata }) => metadata },
  ],
];

export const refusedFaults: readonly (readonly [string, Fault])[] = [
  ['oidcc-client-test-nonce-invalid', claim('nonce', 'another')],
  ['oidcc-client-test-nonce-unless-code-flow', without('nonce')],
  ['oidcc-client-test-invalid-iss', claim('iss', 'https://evil.example')],
  ['oidcc-client-test-missing-iss', without('iss')],
  ['oidcc-client-test-missing-sub', without('sub')],
  ['sub of another type', claim('sub', 42)],
  ['sub that is empty', claim('sub', '')],
  ['sub beyond 255 characters', claim('sub', 'a'.repeat(256))],
  ['oidcc-client-test-invalid-aud', claim('aud', 'another')],
  ['oidcc-client-test-missing-aud', without('aud')],
  [
    'oidcc-client-test-invalid-secondary-aud',
    claim('aud', ['jupyter', 'other']),
  ],
  ['azp of another client', claim('azp', 'other')],
  [
    'azp of another client beside audiences',
    {
      claims: claims => ({
        ...claims,
        aud: ['jupyter', 'other'],
        azp: 'other',
      }),
    },
  ],
  ['oidcc-client-test-missing-iat', without('iat')],
  ['iat as text', claim('iat', String(now()))],
  ['iat-is-week-in-past', claim('iat', now() - week)],
  ['iat in the far future', claim('iat', now() + week)],
  ['invalid-expired-exp', claim('exp', now() - 120)],
  ['invalid-missing-exp', without('exp')],
  ['exp as text', claim('exp', String(now() + 300))],
  ['nbf in the future', claim('nbf', now() + 3_600)],
  [
    'at_hash of another access token',
    claim('at_hash', 'AAAAAAAAAAAAAAAAAAAAAA'),
  ],
  [
    'oidcc-client-test-idtoken-sig-none',
    {
      idToken: (header, claims) => unsigned({ ...header, alg: 'none' }, claims),
    },
  ],
  [
    'alg none in odd letters',
    {
      idToken: (header, claims) => unsigned({ ...header, alg: 'nOnE' }, claims),
    },
  ],
  [
    'no signature under RS256',
    { idToken: (header, claims) => unsigned(header, claims) },
  ],
  [
    'oidcc-client-test-invalid-sig-rs256',
    { idToken: (header, claims) => signToken(header, claims, stranger) },
  ],
  [
    'oidcc-client-test-invalid-sig-hs256',
    {
      idToken: (header, claims) =>
        signWithSecret({ ...header, alg: 'HS256' }, claims, 'wrong'),
    },
  ],
  [
    'HS256 with the client secret',
    {
      idToken: (header, claims) =>
        signWithSecret(
          { ...header, alg: 'HS256' },
          claims,
          'a secret of the tests only',
        ),
    },
  ],
  [
    'HS256 with the public key as the secret',
    {
      idToken: (header, claims, provider) =>
        signWithSecret(
          { ...header, alg: 'HS256' },
          claims,
          JSON.stringify(provider.key.publicJwk),
        ),
    },
  ],
  [
    'oidcc-client-test-invalid-sig-es256',
    {
      keys: keys => [...keys, elliptic.publicJwk],
      idToken: (header, claims) =>
        signToken({ ...header, alg: 'ES256', kid: 'elliptic' }, claims, {
          ...stranger,
        }),
    },
  ],
  [
    'invalid-alternate-alg: a good signature by another algorithm than configured',
    {
      keys: keys => [...keys, probabilistic.publicJwk],
      idToken: (_, claims) =>
        signToken(
          { alg: 'PS256', kid: 'probabilistic' },
          claims,
          probabilistic,
        ),
    },
  ],
  [
    'oidcc-client-test-kid-absent-multiple-jwks',
    {
      keys: keys => [...keys, stranger.publicJwk],
      header: ({ kid: _, ...header }) => header,
    },
  ],
  ['an unknown kid', { header: header => ({ ...header, kid: 'unknown' }) }],
  [
    'a key of the token itself (jwk)',
    {
      idToken: (header, claims) =>
        signToken(
          { ...header, kid: undefined, jwk: stranger.publicJwk },
          claims,
          stranger,
        ),
    },
  ],
  [
    'a key elsewhere (jku)',
    {
      idToken: (header, claims) =>
        signToken(
          { ...header, kid: 'stranger', jku: 'http://127.0.0.1:9/' },
          claims,
          stranger,
        ),
    },
  ],
  [
    'an extension that must be understood (crit)',
    { header: header => ({ ...header, crit: ['b64'], b64: false }) },
  ],
  [
    'a key for encryption only',
    { keys: keys => keys.map(key => ({ ...key, use: 'enc' })) },
  ],
  ['encrypted-idtoken', { idToken: () => 'eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d' }],
  ['no ID token', { tokenAnswer: ({ id_token: _, ...answer }) => answer }],
  [
    'an ID token that is none',
    { tokenAnswer: answer => ({ ...answer, id_token: 'a.b.c' }) },
  ],
  [
    'an ID token of another type',
    { tokenAnswer: answer => ({ ...answer, id_token: { sub: 'ada' } }) },
  ],
  [
    'no access token',
    { tokenAnswer: ({ access_token: _, ...answer }) => answer },
  ],
  [
    'an unknown token type',
    { tokenAnswer: answer => ({ ...answer, token_type: 'mac' }) },
  ],
  ['a list for an answer', { tokenAnswer: answer => [answer] }],
  [
    'oidcc-client-test-userinfo-invalid-sub',
    { userInfo: claims => ({ ...claims, sub: 'mallory' }) },
  ],
  ['user info without sub', { userInfo: () => ({ name: 'Ada' }) }],
  [
    'invalid-authorization-response-iss',
    callback(parameters => parameters.set('iss', 'https://evil.example')),
  ],
  [
    'remove-authorization-response-iss',
    callback(parameters => parameters.delete('iss')),
  ],
  ['invalid-state', callback(parameters => parameters.set('state', 'another'))],
  ['missing-state', callback(parameters => parameters.delete('state'))],
  ['no code', callback(parameters => parameters.delete('code'))],
  ['an empty code', callback(parameters => parameters.set('code', ''))],
  [
    'code and error at once',
    callback(parameters => parameters.set('error', 'access_denied')),
  ],
  ['code twice', callback(parameters => parameters.append('code', 'code-1'))],
  [
    'state twice',
    callback(parameters =>
      parameters.append('state', parameters.get('state') ?? ''),
    ),
  ],
  [
    'iss twice',
    callback(parameters =>
      parameters.append('iss', parameters.get('iss') ?? ''),
    ),
  ],
  [
    'an ID token in the query',
    callback(parameters => parameters.set('id_token', 'a.b.c')),
  ],
  [
    'a JARM response',
    callback(parameters => parameters.set('response', 'a.b.c')),
  ],
  [
    'an error instead of a code',
    callback(parameters => {
      parameters.delete('code');
      parameters.set('error', '<script>alert(1)</script>');
    }),
  ],
  [
    'a token endpoint that answers HTML',
    { answer: respondWith('/token', 200, 'text/html', '<h1>Hello</h1>') },
  ],
  [
    'a token endpoint that breaks off',
    {
      answer: (path, response) =>
        path === '/token' && Boolean(response.destroy()),
    },
  ],
  [
    'a token endpoint that fails',
    { answer: respondWith('/token', 500, 'text/plain', 'oops') },
  ],
  [
    'a token endpoint that redirects',
    {
      answer: respondWith(
        '/token',
        302,
        'text/plain',
        '',
        'http://127.0.0.1:9/',
      ),
    },
  ],
  [
    'a token endpoint that answers without end',
    {
      answer: respondWith(
        '/token',
        200,
        'application/json',
        ' '.repeat(2_000_000),
      ),
    },
  ],
  [
    'a token endpoint that refuses',
    {
      answer: respondWith(
        '/token',
        400,
        'application/json',
        '{"error":"invalid_grant"}',
      ),
    },
  ],
  [
    'a user info endpoint that fails',
    { answer: respondWith('/userinfo', 500, 'text/plain', 'oops') },
  ],
];

function respondWith(
  where: string,
  status: number,
  type: string,
  body: string,
  location?: string,
): NonNullable<Fault['answer']> {
  return (path, response) => {
    if (path !== where) return false;
    response.writeHead(status, {
      'content-type': type,
      ...(location ? { location } : {}),
    });
    response.end(body);
    return true;
  };
}
