import { Visit, Visitor } from '@amalthea/dev/src/identity';
import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { GuardedServer } from '../../testing/GuardedServer';
import { Scene, statusFor } from '../../testing/Scene';

jest.setTimeout(30_000);

describe('a sign-in under way', () => {
  let scene: Scene;
  let server: GuardedServer;
  beforeAll(async () => {
    scene = await Scene.start();
  });
  beforeEach(async () => {
    server = await scene.server();
  });
  afterEach(() => scene.closeServers());
  afterAll(() => scene.close());

  /** Goes as far as the provider's answer, without following it. */
  async function answerFor(visitor: Visitor, path = '/lab'): Promise<URL> {
    let next = new URL(`${server.url}${path}`);
    let form: Record<string, string> | undefined;
    while (next.pathname !== '/oauth2/callback') {
      const visit = await visitor.open(next, { form, follows: false });
      const location = visit.headers.get('location');
      form = location === null ? { login: 'ada' } : undefined;
      next = location === null ? actionOf(visit) : new URL(location, next);
    }
    return next;
  }

  const flowCookies = (visitor: Visitor) =>
    visitor.jar
      .all(new URL(`${server.url}/`))
      .filter(({ name }) => name.startsWith('amalthea-flow-'));

  it('ends in both tabs, each at its own page', async () => {
    const visitor = new Visitor();
    const one = await visitor.open(`${server.url}/lab/tree/one`);
    const two = await visitor.open(`${server.url}/lab/tree/two`);
    expect((await visitor.answer(two, { login: 'ada' })).url.pathname).toBe(
      '/lab/tree/two',
    );
    expect((await visitor.answer(one, { login: 'ada' })).url.pathname).toBe(
      '/lab/tree/one',
    );
    expect(await statusFor(visitor, server)).toBe(200);
    expect(flowCookies(visitor)).toEqual([]);
  });

  it('ends only in the browser in which it began', async () => {
    const ada = new Visitor();
    const answer = await answerFor(ada);
    const victim = new Visitor();
    const visit = await victim.open(answer);
    expect(visit.status).toBe(400);
    expect(visit.text).toContain('This sign-in has expired');
    expect(await statusFor(victim, server)).toBe(401);
    // The other browser's visit cost the owner nothing.
    expect((await ada.open(answer)).status).toBe(200);
  });

  it('cannot be finished with the flow of another sign-in of the same browser', async () => {
    const visitor = new Visitor();
    const mine = await answerFor(visitor);
    const other = await answerFor(visitor);
    mine.searchParams.set('code', other.searchParams.get('code') ?? '');
    expect((await visitor.open(mine)).status).toBe(502);
    expect(await statusFor(visitor, server)).toBe(401);
  });

  it('counts once, also when its cookie is brought back', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    const { cookie = '' } = visitor.jar.headersFor(answer);
    expect((await visitor.open(answer)).status).toBe(200);
    const again = await visitor.open(answer, { headers: { cookie } });
    expect(again.status).toBe(400);
    expect(again.text).toContain('already done');
    expect(again.text).toContain('Open the server');
  });

  it('is not finished twice by two answers at once', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    const visits = await Promise.all([
      visitor.open(answer, { follows: false }),
      visitor.open(answer, { follows: false }),
    ]);
    expect(visits.map(({ status }) => status).sort()).toEqual([302, 400]);
  });

  it('that took too long ends at a page with a way on, never in a circle', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    server.clock.advance(901);
    const visit = await visitor.open(answer);
    expect(visit.status).toBe(400);
    expect(visit.text).toContain('href="/"');
    expect(visit.trail).toHaveLength(1);
  });

  it('leaves at most eight cookies, the newest', async () => {
    const visitor = new Visitor();
    const answers: URL[] = [];
    for (let count = 0; count < 12; count += 1) {
      server.clock.advance(1);
      answers.push(await answerFor(visitor, `/lab/${count}`));
      expect(flowCookies(visitor).length).toBeLessThanOrEqual(8);
    }
    expect(flowCookies(visitor)).toHaveLength(8);
    const [oldest] = answers;
    const newest = answers.at(-1);
    expect((await visitor.open(oldest ?? '')).status).toBe(400);
    expect((await visitor.open(newest ?? '')).url.pathname).toBe('/lab/11');
  });

  it('takes back cookies that nobody can read, before those of a person', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    const junk = Array.from(
      { length: 30 },
      (_, index) => `amalthea-flow-${String(index).padStart(12, '0')}-ada=x`,
    );
    const { cookie = '' } = visitor.jar.headersFor(new URL(server.url));
    const visit = await visitor.open(`${server.url}/lab`, {
      follows: false,
      headers: { cookie: [...junk, cookie].join('; ') },
    });
    const cleared = visit.headers
      .getSetCookie()
      .filter(text => text.includes('Max-Age=0'));
    expect(cleared).toHaveLength(24);
    expect((await visitor.open(answer)).status).toBe(200);
  });

  it('goes to no other place than a page of this server', async () => {
    const visitor = await scene.signedIn(server);
    for (const wish of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/oauth2/sign_out',
    ]) {
      const visit = await visitor.open(
        `${server.url}/oauth2/start?${new URLSearchParams({ rd: wish })}`,
      );
      expect(visit.url.href).toBe(`${server.url}/`);
    }
    const twice = await visitor.open(`${server.url}/oauth2/start?rd=/a&rd=/b`);
    expect(twice.url.pathname).toBe('/');
    const fine = await visitor.open(`${server.url}/oauth2/start?rd=/lab?x=1`);
    expect(fine.url.href).toBe(`${server.url}/lab?x=1`);
  });

  it('is not ended by POST, HEAD or another mode of response', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    const form = Object.fromEntries(answer.searchParams);
    const post = await visitor.open(`${server.url}/oauth2/callback`, {
      form,
      headers: { origin: new URL(server.url).origin },
    });
    expect(post.status).toBe(405);
    expect(await statusFor(visitor, server)).toBe(401);
    expect((await visitor.open(answer)).status).toBe(200);
  });

  it('does not count again after a restart, although its cookie opens', async () => {
    const cookieKeys = [randomBytes(32)];
    const before = await GuardedServer.start({
      issuer: scene.provider.issuer,
      cookieKeys,
    });
    await before.ready();
    const visitor = new Visitor();
    const page = await visitor.open(`${before.url}/lab`);
    const flowCookie = visitor.jar.headersFor(new URL(before.url));
    const done = await visitor.answer(page, { login: 'ada' });
    expect(done.status).toBe(200);
    const answer = done.trail.find(
      ({ pathname }) => pathname === '/oauth2/callback',
    );
    await before.close();
    const after = await GuardedServer.start({
      issuer: scene.provider.issuer,
      cookieKeys,
    });
    await after.ready();
    const replay = await new Visitor().open(
      `${after.url}/oauth2/callback${answer?.search}`,
      { headers: flowCookie },
    );
    expect(answer?.search).toContain('code=');
    expect(replay.text).toContain('invalid_grant');
    expect(replay.headers.getSetCookie().join()).not.toContain('session');
    await after.close();
  });

  it('survives any state, code and error', async () => {
    const visitor = new Visitor();
    const answer = await answerFor(visitor);
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', answer.searchParams.get('state') ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(
        value,
        value,
        fc.option(value),
        async (state, code, error) => {
          const query = new URLSearchParams({ state, code });
          if (error !== null) query.set('error', error);
          const visit = await new Visitor().open(
            `${server.url}/oauth2/callback?${query}`,
          );
          expect(visit.status).toBe(400);
        },
      ),
      { numRuns: 100 },
    );
    expect((await visitor.open(answer)).status).toBe(200);
  });
});

function actionOf(page: Visit): URL {
  const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return new URL(action, page.url);
}
