import { testClient, Visitor } from '@amalthea/dev/src/identity';
import { CompactEncrypt } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import { GuardedServer } from '../../testing/GuardedServer';
import { MisbehavingProvider } from '../../testing/MisbehavingProvider';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, Scene, statusFor } from '../../testing/Scene';
import { safeAlgorithms } from './idTokenAlgorithm';

jest.setTimeout(10_000);

describe.each(safeAlgorithms)('a real provider that signs with %s', name => {
  let scene: Scene;
  afterEach(() => scene.close());

  const client = (changes: object = {}) => ({
    ...testClient,
    id_token_signed_response_alg: name as 'RS256',
    ...changes,
  });

  it('signs people in, refreshes them and signs them out by back-channel', async () => {
    scene = await Scene.start({
      idTokenAlgorithms: [name],
      clients: [client()],
      accessTokenSeconds: 60,
    });
    const server = await scene.server();
    scene.provider.change({
      clients: [
        client({
          backchannel_logout_uri: `${server.url}/oauth2/backchannel-logout`,
          backchannel_logout_session_required: true,
        }),
      ],
    });
    const ada = await scene.signedIn(server);
    server.clock.advance(61);
    expect(await statusFor(ada, server)).toBe(200);
    expect(scene.provider.requestCounts.get('/token')).toBe(2);

    const { closed } = await openWebSocket(server.url, cookieOf(ada, server));
    const question = await ada.open(`${scene.provider.issuer}/session/end`);
    await ada.answer(question, { logout: 'yes' });
    await closed;
    expect(await statusFor(ada, server)).toBe(401);
  });
});

it('an encrypted ID token is refused with a page that says what to change', async () => {
  const provider = await MisbehavingProvider.start();
  const server = await GuardedServer.start({ issuer: provider.issuer });
  await server.ready();
  expect((await new Visitor().open(server.url)).status).toBe(200);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encrypted = await new CompactEncrypt(Buffer.from('{"sub":"ada"}'))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(publicKey);
  provider.fault = { idToken: () => encrypted };
  const visit = await new Visitor().open(server.url);
  expect(visit.status).toBe(502);
  expect(visit.text).toContain('encrypts its ID tokens');
  expect(server.log.join()).not.toContain('eyJ');
  await server.close();
  await provider.close();
});
