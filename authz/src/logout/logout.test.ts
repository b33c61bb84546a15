import { testClient, Visit, Visitor } from '@amalthea/dev/src/identity';
import { GuardedServer } from '../../testing/GuardedServer';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, Scene, statusFor } from '../../testing/Scene';

jest.setTimeout(30_000);

const proofIn = (page: Visit) =>
  /name="proof" value="([^"]+)"/.exec(page.text)?.[1] ?? '';

async function statusWith(server: GuardedServer, cookie: string) {
  return (await new Visitor().ask(`${server.url}/`, { headers: { cookie } }))
    .status;
}

describe('signing out', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.start();
  });
  afterEach(() => scene.closeServers());
  afterAll(() => scene.close());

  it('asks first, then ends the session on the server, its sockets, and the session of the provider', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const cookie = cookieOf(ada, server);
    const { closed } = await openWebSocket(server.url, cookie);
    const question = await ada.open(`${server.url}/oauth2/sign_out`);
    expect(question.text).toContain('ada@example.org');
    expect(await statusFor(ada, server)).toBe(200);
    const atProvider = await ada.answer(question, {});
    expect(atProvider.url.origin).toBe(scene.provider.issuer);
    expect(atProvider.url.searchParams.get('id_token_hint')).toMatch(/^ey/);
    await closed;
    expect(await statusFor(ada, server)).toBe(401);
    expect(await statusWith(server, cookie)).toBe(401);
    await ada.answer(atProvider, { logout: 'yes' });
    expect((await ada.open(server.url)).text).toContain(
      'Test provider: sign in',
    );
  });

  it('ends with the page that is configured', async () => {
    const server = await scene.server({
      oidc: { postLogoutRedirectUrl: 'http://127.0.0.1:9/bye' },
    });
    const ada = await scene.signedIn(server);
    const question = await ada.open(`${server.url}/oauth2/sign_out`);
    expect(question.headers.get('content-security-policy')).toContain(
      `form-action 'self' ${scene.provider.issuer} http://127.0.0.1:9`,
    );
    const onward = await ada.open(`${server.url}/oauth2/sign_out`, {
      form: { proof: proofIn(question) },
      headers: { origin: new URL(server.url).origin },
      follows: false,
    });
    expect(onward.status).toBe(303);
    const location = new URL(onward.headers.get('location') ?? '');
    expect(location.searchParams.get('post_logout_redirect_uri')).toBe(
      'http://127.0.0.1:9/bye',
    );
  });

  it('shows a person without a session that they are signed out', async () => {
    const server = await scene.server();
    const page = await new Visitor().open(`${server.url}/oauth2/sign_out`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('You are signed out');
  });

  it.each<[string, (origin: string) => Record<string, string>, boolean]>([
    ['from another site', () => ({ origin: 'https://evil.example' }), true],
    ['from a page without origin', () => ({ origin: 'null' }), true],
    ['from a sibling host', () => ({ origin: 'http://127.0.0.2' }), true],
    ['of a client that says nothing', () => ({}), true],
    ['of the same site only', () => ({ 'sec-fetch-site': 'same-site' }), true],
    ['without the proof of our page', origin => ({ origin }), false],
  ])(
    'refuses a request %s, and the session lives on',
    async (_, headers, hasProof) => {
      const server = await scene.server();
      const ada = await scene.signedIn(server);
      const question = await ada.open(`${server.url}/oauth2/sign_out`);
      const form = hasProof ? { proof: proofIn(question) } : { proof: 'x' };
      const answer = await ada.open(`${server.url}/oauth2/sign_out`, {
        form,
        headers: headers(new URL(server.url).origin),
        follows: false,
      });
      expect(answer.status).toBe(403);
      expect(await statusFor(ada, server)).toBe(200);
    },
  );

  it('refuses the proof that was shown to another session', async () => {
    const server = await scene.server({
      settings: { policy: { subjects: ['ada', 'charles'] } },
    });
    const ada = await scene.signedIn(server);
    const charles = await scene.signedIn(server, 'charles');
    const question = await charles.open(`${server.url}/oauth2/sign_out`);
    const answer = await ada.open(`${server.url}/oauth2/sign_out`, {
      form: { proof: proofIn(question) },
      headers: { origin: new URL(server.url).origin },
      follows: false,
    });
    expect(answer.status).toBe(403);
    expect(await statusFor(ada, server)).toBe(200);
  });

  it('by GET changes nothing', async () => {
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    await ada.open(
      `${server.url}/oauth2/sign_out?proof=x&rd=https://evil.example`,
    );
    expect(await statusFor(ada, server)).toBe(200);
  });
});

describe('a logout that the provider orders', () => {
  it('reaches every server of the session and no other session', async () => {
    const scene = await Scene.start();
    const one = await scene.server({ basePath: '/one' });
    const other = await scene.server({ basePath: '/other' });
    scene.provider.change({
      clients: [
        {
          ...testClient,
          backchannel_logout_uri: `${other.url}/oauth2/backchannel-logout`,
          backchannel_logout_session_required: true,
        },
      ],
    });
    const ada = await scene.signedIn(one);
    await ada.open(`${other.url}/`);
    const elsewhere = await scene.signedIn(other);
    const { closed } = await openWebSocket(other.url, cookieOf(ada, other));
    expect(await statusFor(ada, other)).toBe(200);
    const question = await ada.open(`${one.url}/oauth2/sign_out`);
    await ada.answer(await ada.answer(question, {}), { logout: 'yes' });
    await closed;
    expect(await statusFor(ada, other)).toBe(401);
    expect(await statusFor(elsewhere, other)).toBe(200);
    await scene.close();
  });

  it('in a frame needs issuer and session, and works without our cookie', async () => {
    const scene = await Scene.start({
      clients: [
        {
          ...testClient,
          backchannel_logout_uri: 'http://127.0.0.1:9/',
          backchannel_logout_session_required: true,
        },
      ],
    });
    const server = await scene.server();
    const ada = await scene.signedIn(server);
    const sid = await scene.provider.sessionIdOf('ada');
    const url = `${server.url}/oauth2/frontchannel-logout`;
    const frame = async (query: Record<string, string> | string[][]) =>
      (await new Visitor().open(`${url}?${new URLSearchParams(query)}`)).status;
    const iss = scene.provider.issuer;
    expect(await frame({ sid })).toBe(400);
    expect(await frame({ iss })).toBe(400);
    expect(await frame({ iss: 'https://evil.example', sid })).toBe(400);
    expect(
      await frame([
        ['iss', iss],
        ['sid', sid],
        ['sid', 'x'],
      ]),
    ).toBe(400);
    expect(await frame({ iss, sid: 'unknown' })).toBe(200);
    expect(await statusFor(ada, server)).toBe(200);
    expect(await frame({ iss, sid })).toBe(200);
    expect(await statusFor(ada, server)).toBe(401);
    await scene.close();
  });
});
