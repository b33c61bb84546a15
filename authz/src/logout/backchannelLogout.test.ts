import { httpRequest, Visitor } from '@amalthea/dev/src/identity';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { GuardedServer } from '../../testing/GuardedServer';
import { MisbehavingProvider } from '../../testing/MisbehavingProvider';
import { openWebSocket } from '../../testing/openWebSocket';
import { cookieOf, statusFor } from '../../testing/Scene';
import {
  signingKey,
  signToken,
  signWithSecret,
  unsigned,
} from '../../testing/signToken';

jest.setTimeout(30_000);

type Fields = Record<string, unknown>;
interface Order {
  readonly claims?: (claims: Fields) => Fields;
  readonly header?: (header: Fields) => Fields;
  readonly token?: (header: Fields, claims: Fields) => string;
}

const event = 'http://schemas.openid.net/event/backchannel-logout';
const stranger = signingKey('stranger');
const now = () => Math.floor(Date.now() / 1000);
const claim = (name: string, value: unknown): Order => ({
  claims: claims => ({ ...claims, [name]: value }),
});
const without = (name: string): Order => ({
  claims: ({ [name]: _, ...claims }) => claims,
});

const refused: readonly (readonly [string, Order])[] = [
  [
    'a signature of a stranger',
    { token: (header, claims) => signToken(header, claims, stranger) },
  ],
  [
    'alg none',
    { token: (header, claims) => unsigned({ ...header, alg: 'none' }, claims) },
  ],
  ['no signature', { token: (header, claims) => unsigned(header, claims) }],
  [
    'HS256 with the client secret',
    {
      token: (header, claims) =>
        signWithSecret(
          { ...header, alg: 'HS256' },
          claims,
          'a secret of the tests only',
        ),
    },
  ],
  ['an unknown kid', { header: header => ({ ...header, kid: 'unknown' }) }],
  ['another issuer', claim('iss', 'https://evil.example')],
  ['no issuer', without('iss')],
  ['another audience', claim('aud', 'other')],
  ['no audience', without('aud')],
  ['no iat', without('iat')],
  ['an iat of ten minutes ago', claim('iat', now() - 600)],
  ['an iat in the future', claim('iat', now() + 600)],
  ['an iat as text', claim('iat', String(now()))],
  ['an exp that is over', claim('exp', now() - 120)],
  ['no jti', without('jti')],
  ['an empty jti', claim('jti', '')],
  ['no events', without('events')],
  [
    'another event',
    claim('events', { 'http://schemas.openid.net/event/other': {} }),
  ],
  ['an event that is no object', claim('events', { [event]: true })],
  ['events as a list', claim('events', [event])],
  ['a nonce, as an ID token has', claim('nonce', 'n')],
  [
    'neither sub nor sid',
    { claims: ({ sub: _, sid: __, ...claims }) => claims },
  ],
  ['a sub of another type', claim('sub', 42)],
  [
    'a typ of something else',
    { header: header => ({ ...header, typ: 'at+jwt' }) },
  ],
  [
    'an extension that must be understood',
    { header: header => ({ ...header, crit: ['x'], x: 1 }) },
  ],
  ['a token that is none', { token: () => 'a.b.c' }],
  ['nothing', { token: () => '' }],
];

const accepted: readonly (readonly [string, Order])[] = [
  ['sub and sid', {}],
  ['sid alone', without('sub')],
  ['sub alone', without('sid')],
  ['an audience list', claim('aud', ['other', 'jupyter'])],
  [
    'no typ, as many providers send it',
    { header: ({ typ: _, ...header }) => header },
  ],
];

describe('a back-channel logout', () => {
  let provider: MisbehavingProvider;
  let server: GuardedServer;
  let ada: Visitor;

  beforeAll(async () => {
    provider = await MisbehavingProvider.start();
    provider.fault = { claims: claims => ({ ...claims, sid: 'sid-of-ada' }) };
    server = await GuardedServer.start({ issuer: provider.issuer });
    await server.ready();
  });
  beforeEach(async () => {
    ada = new Visitor();
    const { status } = await ada.open(`${server.url}/`);
    if (status !== 200) throw new Error(`Signing in ended with ${status}.`);
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  function token({ claims, header, token: make }: Order): string {
    const right = {
      iss: provider.issuer,
      aud: 'jupyter',
      iat: now(),
      jti: randomUUID(),
      sub: 'ada',
      sid: 'sid-of-ada',
      events: { [event]: {} },
    };
    const { key } = provider;
    const rightHeader = { alg: key.algorithm, kid: key.id, typ: 'logout+jwt' };
    const sentHeader = header?.(rightHeader) ?? rightHeader;
    const sentClaims = claims?.(right) ?? right;
    return make
      ? make(sentHeader, sentClaims)
      : signToken(sentHeader, sentClaims, key);
  }

  async function send(
    body: string,
    type = 'application/x-www-form-urlencoded',
    method = 'POST',
  ) {
    return httpRequest(new URL(`${server.url}/oauth2/backchannel-logout`), {
      method,
      headers: { 'content-type': type },
      body,
    });
  }
  const order = (text: string) =>
    send(`logout_token=${encodeURIComponent(text)}`);

  it.each(accepted)(
    'ends the session, also on its sockets: %s',
    async (_, change) => {
      const cookie = cookieOf(ada, server);
      const { closed } = await openWebSocket(server.url, cookie);
      const answer = await order(token(change));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toContain('no-store');
      await closed;
      expect(await statusFor(ada, server)).toBe(401);
      const again = await new Visitor().ask(`${server.url}/`, {
        headers: { cookie },
      });
      expect(again.status).toBe(401);
    },
  );

  it.each(refused)(
    'is refused, and the session lives: %s',
    async (_, change) => {
      const answer = await order(token(change));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({
        error: 'invalid_request',
      });
      expect(await statusFor(ada, server)).toBe(200);
    },
  );

  it('leaves the sessions of others alone', async () => {
    const orders = [
      claim('sid', 'sid-of-somebody'),
      {
        claims: (claims: Fields) => ({
          ...claims,
          sub: 'charles',
          sid: undefined,
        }),
      },
    ];
    for (const change of orders) {
      expect((await order(token(change))).status).toBe(200);
      expect(await statusFor(ada, server)).toBe(200);
    }
  });

  it('does not hinder signing in again', async () => {
    expect((await order(token(without('sid')))).status).toBe(200);
    expect((await ada.open(`${server.url}/`)).status).toBe(200);
    expect(await statusFor(ada, server)).toBe(200);
  });

  it('counts once', async () => {
    const sent = token(claim('sid', 'somebody'));
    expect((await order(sent)).status).toBe(200);
    expect((await order(sent)).status).toBe(400);
  });

  it('comes by POST, as one small form', async () => {
    const sent = encodeURIComponent(token({}));
    const form = `logout_token=${sent}`;
    expect((await send('', undefined, 'GET')).status).toBe(405);
    expect((await send(form, 'text/plain')).status).toBe(415);
    expect((await send(`${form}&${form}`)).status).toBe(400);
    expect((await send(`x=${'a'.repeat(100_000)}`)).status).toBe(413);
    expect((await send('{}', 'application/json')).status).toBe(415);
    expect(await statusFor(ada, server)).toBe(200);
  });

  it('survives any text for a token', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.constantFrom('.', '..', 'eyJhbGciOiJSUzI1NiJ9', 'eyJ9', '{}'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async pieces => {
        expect((await order(pieces.join('.'))).status).toBe(400);
      }),
      { numRuns: 100 },
    );
    expect(await statusFor(ada, server)).toBe(200);
  });

  it('needs typ: logout+jwt where that is configured', async () => {
    const strict = await GuardedServer.start({
      issuer: provider.issuer,
      oidc: { logoutTokenTypeOptional: false },
    });
    await strict.ready();
    const url = new URL(`${strict.url}/oauth2/backchannel-logout`);
    const status = async (change: Order) =>
      (
        await httpRequest(url, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: `logout_token=${token(change)}`,
        })
      ).status;
    expect(await status({})).toBe(200);
    expect(await status({ header: ({ typ: _, ...header }) => header })).toBe(
      400,
    );
    await strict.close();
  });
});
