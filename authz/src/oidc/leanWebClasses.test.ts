import { startTestProvider, TestProvider } from '@amalthea/dev/src/identity';
import * as client from 'openid-client';
import { useLeanWebClasses } from './leanWebClasses';
import { ProviderAnswer } from './ProviderAnswer';
import { ProviderHeaders } from './ProviderHeaders';
import { providerRequest } from './providerRequest';
import { ReadyProvider } from './ReadyProvider';
import { signInError } from './signInError';

describe("the OAuth library with classes of ours in place of Node's own", () => {
  const ofNode = { Headers, Response };
  let testProvider: TestProvider;

  beforeAll(async () => {
    testProvider = await startTestProvider();
    useLeanWebClasses();
  });
  afterAll(async () => {
    Object.assign(globalThis, ofNode);
    await testProvider.close();
  });

  const discover = () =>
    ReadyProvider.discover(
      {
        issuerUrl: testProvider.issuer,
        clientId: 'jupyter',
        scopes: ['openid'],
        groupsClaim: 'groups',
        usePushedAuthorizationRequests: false,
        useDpop: true,
        allowInsecureIssuer: false,
        redirectUri: 'http://127.0.0.1/oauth2/callback',
      },
      { send: providerRequest, now: Date.now },
    );

  it('finds the provider', async () => {
    const provider = await discover();
    expect(provider.metadata.issuer).toBe(testProvider.issuer);
  });

  it('reads what the token endpoint refuses', async () => {
    const provider = await discover();
    const refused = client.refreshTokenGrant(
      provider.configuration(),
      'made up',
      undefined,
      { DPoP: provider.dpop },
    );
    await expect(refused).rejects.toMatchObject({
      status: 401,
      error: 'invalid_client',
    });
    await expect(refused.catch(signInError)).resolves.toMatchObject({
      code: 'response_invalid',
    });
  });

  it('reads the challenge of an endpoint that refuses the token', async () => {
    const provider = await discover();
    await expect(
      client.fetchUserInfo(provider.configuration(), 'made up', 'ada'),
    ).rejects.toBeInstanceOf(client.WWWAuthenticateChallengeError);
  });
});

describe('ProviderHeaders', () => {
  it('know names in any case, join what repeats and trim', () => {
    const headers = new ProviderHeaders({ Accept: ' a ', 'X-Empty': '' });
    headers.append('ACCEPT', 'b');
    expect(headers.get('accept')).toBe('a, b');
    expect(headers.get('x-empty')).toBe('');
    expect(headers.get('absent')).toBeNull();
    expect(headers.has('aCCept')).toBe(true);
    headers.delete('Accept');
    expect([...headers]).toEqual([['x-empty', '']]);
    expect([...new ProviderHeaders(headers).entries()]).toEqual([...headers]);
  });

  it('pass for those of Node.js by their tag alone', () => {
    expect(String(new ProviderHeaders())).toBe(String(new Headers()));
    expect(String(ProviderAnswer.json({}))).toBe(String(new Response()));
  });
});
