import { clientAuthenticationMethod } from './clientAuthentication';
import { idTokenAlgorithm } from './idTokenAlgorithm';
import { allowsPlainHttp, requireSafeIssuer } from './issuerRules';
import { ProviderAnswer } from './ProviderAnswer';
import { ProviderKeys } from './ProviderKeys';

describe('the issuer', () => {
  it.each([
    'http://127.0.0.1:9',
    'http://127.8.8.8',
    'http://[::1]:9/x',
    'http://localhost',
    'http://idp.localhost',
  ])('may use http on this machine: %s', issuer => {
    expect(() => requireSafeIssuer(issuer, false)).not.toThrow();
    expect(allowsPlainHttp(issuer, false)).toBe(true);
  });

  it.each([
    'http://idp.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'http://[::2]',
    'http://128.0.0.1',
  ])('must use https elsewhere: %s', issuer => {
    expect(() => requireSafeIssuer(issuer, false)).toThrow(/Use https/);
    expect(() => requireSafeIssuer(issuer, true)).not.toThrow();
  });

  it('over https is never spoken to without', () => {
    expect(allowsPlainHttp('https://idp.example', true)).toBe(false);
  });
});

describe('the signature algorithm', () => {
  it.each<[string | undefined, string[] | undefined, string]>([
    [undefined, undefined, 'RS256'],
    [undefined, ['ES256', 'RS256'], 'RS256'],
    [undefined, ['none', 'HS256', 'ES256'], 'ES256'],
    ['PS256', undefined, 'PS256'],
    ['ES256', ['RS256', 'ES256'], 'ES256'],
  ])(
    'configured as %s and announced as %j is %s',
    (configured, announced, chosen) => {
      expect(idTokenAlgorithm(configured, announced)).toBe(chosen);
    },
  );

  it.each<[string | undefined, string[]]>([
    [undefined, ['none']],
    [undefined, ['HS256', 'HS512']],
    ['ES256', ['RS256']],
    [undefined, []],
  ])(
    'configured as %s and announced as %j is none: somebody must decide',
    (configured, announced) => {
      expect(() => idTokenAlgorithm(configured, announced)).toThrow(
        /signs ID tokens with/,
      );
    },
  );
});

describe('client authentication', () => {
  it.each([
    [undefined, undefined, undefined, 'none'],
    [undefined, '', ['client_secret_basic'], 'none'],
    [undefined, 'x', undefined, 'client_secret_basic'],
    [undefined, 'x', ['client_secret_post'], 'client_secret_post'],
    [undefined, 'x', ['private_key_jwt'], 'client_secret_basic'],
    ['client_secret_post', 'x', ['client_secret_basic'], 'client_secret_post'],
  ] as const)(
    'configured as %s, secret %s, announced %j is %s',
    (configured, secret, announced, method) => {
      expect(clientAuthenticationMethod(configured, secret, announced)).toBe(
        method,
      );
    },
  );
});

describe('ProviderKeys', () => {
  const jwk = (kid: string) => ({ kty: 'RSA', kid, n: 'AQAB', e: 'AQAB' });
  let published = ['one'];
  let isDown = false;
  let fetches = 0;
  let milliseconds = 0;
  const keys = () =>
    new ProviderKeys({
      jwksUri: 'https://idp.example/jwks',
      now: () => milliseconds,
      fetch: async () => {
        fetches += 1;
        if (isDown) throw new Error('down');
        return ProviderAnswer.json({ keys: published.map(jwk) });
      },
    });
  const names = async (all: ProviderKeys, kid?: string) =>
    (await all.covering(kid)).keys.map(key => key.kid);

  beforeEach(() => {
    published = ['one'];
    isDown = false;
    fetches = 0;
    milliseconds = 0;
  });

  it('looks for a new key at once, once', async () => {
    const all = keys();
    expect(await names(all, 'one')).toEqual(['one']);
    published = ['one', 'two'];
    expect(await names(all, 'two')).toEqual(['one', 'two']);
    expect(fetches).toBe(2);
    for (let count = 0; count < 50; count += 1)
      await names(all, `made up ${count}`);
    expect(fetches).toBe(2);
    milliseconds += 30_000;
    await names(all, 'made up again');
    expect(fetches).toBe(3);
  });

  it('asks once for any number of sign-ins at once', async () => {
    const all = keys();
    await Promise.all(Array.from({ length: 20 }, () => names(all, 'one')));
    expect(fetches).toBe(1);
  });

  it('forgets a key that the provider withdrew, after ten minutes', async () => {
    const all = keys();
    await names(all, 'one');
    published = ['two'];
    milliseconds += 599_000;
    expect(await names(all, 'one')).toEqual(['one']);
    milliseconds += 1_000;
    expect(await names(all, 'one')).toEqual(['two']);
  });

  it('keeps known keys through an outage, and has none without ever having seen any', async () => {
    const all = keys();
    await names(all, 'one');
    isDown = true;
    milliseconds += 700_000;
    expect(await names(all, 'one')).toEqual(['one']);
    await expect(names(keys(), 'one')).rejects.toThrow('could not be read');
  });
});
