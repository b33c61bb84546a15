import { ConfigError } from './ConfigError';
import { ConfigFiles, parseConfig } from './parseConfig';

const key = Buffer.from(
  Array.from({ length: 32 }, (_, index) => index * 7),
).toString('base64');
const settings = {
  mode: 'oidc',
  server: { name: 'ada', namespace: 'lab' },
  publicUrl: 'https://jupyter.example.org/ada',
  basePath: '/ada',
  oidc: { issuerUrl: 'https://idp.example.org', clientId: 'jupyter' },
  policy: { emails: ['ada@example.org'] },
};
const good = {
  config: JSON.stringify(settings),
  appToken: 'token\n',
  cookieKey: `${key}\n`,
  clientSecret: 'secret\n',
};

function problems(
  changed: object = {},
  files: Partial<ConfigFiles> = {},
): readonly string[] {
  try {
    parseConfig({
      ...good,
      config: JSON.stringify({ ...settings, ...changed }),
      ...files,
    });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ where, message }) => `${where}: ${message}`);
  }
}

it('reads settings with their defaults, and secrets without their line ends', () => {
  const config = parseConfig(good);
  expect(config.settings).toMatchObject({
    listen: { port: 4180, internalPort: 4181 },
    upstream: 'http://127.0.0.1:8888',
    trustedProxies: [],
  });
  expect(config.secrets).toEqual({
    appToken: 'token',
    cookieKeys: [Buffer.from(key, 'base64')],
    clientSecret: 'secret',
  });
});

it('refuses to start without an owner', () => {
  for (const policy of [
    {},
    { emails: [], groups: [], subjects: [] },
    undefined,
  ]) {
    expect(problems({ policy })).toEqual([
      'config.json: policy: names nobody: give at least one of subjects, emails and groups',
    ]);
  }
});

it.each([
  ['a missing key', undefined, /is required/],
  [
    'a short key',
    Buffer.alloc(16, 'abcdefghijklmnop').toString('base64'),
    /holds 16 bytes/,
  ],
  ['a constant key', Buffer.alloc(32, 1).toString('base64'), /not random/],
  ['text instead of a key', 'hunter2 hunter2', /not base64/],
  ['three keys', `${key}\n${key}\n${key}`, /two keys at most/],
  ['the same key twice', `${key}\n${key}`, /twice/],
])('refuses to start with %s', (_, cookieKey, message) => {
  expect(problems({}, { cookieKey }).join('\n')).toMatch(message);
});

it('refuses to start in token mode without a token', () => {
  expect(problems({ mode: 'token' }, { appToken: '\n' })).toEqual([
    expect.stringMatching(/^secrets\/app-token: is required/),
  ]);
});

it('lists every problem at once, and never a secret', () => {
  const found = problems(
    {
      mode: 'oidc',
      publicUrl: 'jupyter',
      trustedProxies: ['10.0.0.0/99'],
      policy: { emails: ['a@b@c'] },
      extra: 1,
      listen: { port: 70_000 },
    },
    { cookieKey: 'super-secret-value', clientSecret: '' },
  );
  expect(found.length).toBeGreaterThanOrEqual(4);
  expect(found.join('\n')).not.toContain('super-secret-value');
  expect(found.join('\n')).toMatch(/publicUrl[^]*cookie-key/);
});

it.each([
  [
    { publicUrl: 'https://jupyter.example.org/bob' },
    /basePath: must be the path of publicUrl, "\/bob"/,
  ],
  [
    { publicUrl: 'https://jupyter.example.org/ada/' },
    /must not end with a slash/,
  ],
  [
    { publicUrl: 'https://u:p@jupyter.example.org/ada' },
    /absolute http or https URL/,
  ],
  [{ upstream: 'https://127.0.0.1:8888' }, /must use http/],
  [{ upstream: 'http://127.0.0.1:8888/x' }, /must not have a path/],
  [{ basePath: '/ada/../bob' }, /must not contain/],
  [{ trustedProxies: ['10.0.0.0/33'] }, /not an address or a network/],
  [{ trustedProxies: ['everybody'] }, /must be an address or a network/],
  [{ policy: { emails: ['ada.example.org'] } }, /exactly one @/],
  [{ oidc: undefined }, /oidc: is required in mode oidc/],
  [{ sessions: { idleSeconds: 0, absoluteSeconds: 1 } }, /idleSeconds/],
])('refuses %j', (changed, message) => {
  expect(problems(changed).join('\n')).toMatch(message);
});

it.each(['', '{', 'null', '[]', '"x"'])('refuses %j as config.json', config => {
  expect(problems({}, { config }).length).toBeGreaterThan(0);
});
