import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

let target: Target;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  target = await Target.start({
    nowMilliseconds: () => now,
    settings: { sessions: { idleSeconds: 600, absoluteSeconds: 3_600 } },
  });
  await target.proveAlive();
  target.forget();
});
afterEach(() => target.stop());

const origin = 'Origin: http://jupyter.test';
const form = (body: string, ...lines: string[]) =>
  rawExchange(
    target.port,
    `${target.head(
      'POST',
      '/oauth2/start',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      ...lines,
    )}${body}`,
    { until: /<\/html>|code|Location/ },
  );
const visit = (path: string, ...lines: string[]) =>
  rawExchange(
    target.port,
    target.head('GET', path, 'Accept: text/html', ...lines),
    { until: /\r\n\r\n/ },
  );

describe('a link with the token', () => {
  it('gives a session and a URL without the token', async () => {
    const { text, statuses } = await visit(
      `/lab/tree/a.ipynb?reset&token=${appToken}&x=1`,
    );
    expect(statuses).toEqual([302]);
    expect(text).toContain(
      'Location: /user/ada/lab/tree/a.ipynb?reset&x=1\r\n',
    );
    expect(text).toMatch(
      /Set-Cookie: amalthea-session-ada=[\w-]+; Path=\/user\/ada; Max-Age=\d+; HttpOnly; SameSite=Lax\r\n/,
    );
    expect(text).toContain('Referrer-Policy: no-referrer');
    expect(target.upstream.seen).toEqual([]);
  });

  it('serves a program without a cookie', async () => {
    const { text, statuses } = await rawExchange(
      target.port,
      target.head('GET', `/api?token=${appToken}`),
      { until: /bodyBytes/ },
    );
    expect(statuses).toEqual([200]);
    expect(text.toLowerCase()).not.toContain('set-cookie');
  });

  it('with a wrong token leads to the sign-in page, without it in the way back', async () => {
    const { text } = await visit('/lab?token=wrong-guess');
    expect(text).toContain(
      'Location: /user/ada/oauth2/start?rd=%2Fuser%2Fada%2Flab\r\n',
    );
    expect(text).not.toContain('wrong-guess');
  });
});

it.each([
  ['https://jupyter.test', '', '__Host-amalthea-session-ada', '/'],
  [
    'https://jupyter.test/user/ada',
    '/user/ada',
    '__Secure-amalthea-session-ada',
    '/user/ada',
  ],
])('the cookie on %s is %s%s', async (publicUrl, basePath, name, path) => {
  const secure = await Target.start({ basePath, settings: { publicUrl } });
  const { text } = await rawExchange(
    secure.port,
    secure.head('GET', `/lab?token=${appToken}`, 'Accept: text/html'),
    { until: /\r\n\r\n/ },
  );
  expect(text).toMatch(
    new RegExp(
      `Set-Cookie: ${name}=[\\w-]+; Path=${path}; Max-Age=\\d+; HttpOnly; SameSite=Lax; Secure\r\n`,
    ),
  );
  await secure.stop();
});

describe('the sign-in page', () => {
  it('asks for the token, is stored by nobody and loads nothing', async () => {
    const { text } = await rawExchange(
      target.port,
      target.head('GET', '/oauth2/start?rd=/user/ada/lab', 'Accept: text/html'),
      { until: /<\/html>/ },
    );
    expect(text).toContain('Cache-Control: no-store');
    expect(text).toMatch(
      /Content-Security-Policy: default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n/,
    );
    expect(text).toContain(
      '<input type="hidden" name="rd" value="/user/ada/lab">',
    );
    expect(text).not.toMatch(/<link|<img|<script|src=/);
  });

  it('signs in with the right token and goes on to the page that was wanted', async () => {
    const { text, statuses } = await form(
      `token=${appToken}&rd=%2Fuser%2Fada%2Flab`,
      origin,
    );
    expect(statuses).toEqual([303]);
    expect(text).toContain('Location: /user/ada/lab\r\n');
    expect(text).toContain('Set-Cookie: amalthea-session-ada=');
  });

  it.each([
    'http://evil.test',
    '//evil.test',
    '/\\evil.test',
    '/user/bob/',
    '/user/ada/../../x',
    '/user/ada/oauth2/start',
    '/user/ada/%0d%0aX: y',
    'data:text/html,x',
  ])('never leads away: rd=%s', async rd => {
    const { text } = await form(
      `token=${appToken}&rd=${encodeURIComponent(rd)}`,
      origin,
    );
    expect(text).toContain('Location: /user/ada/\r\n');
  });

  it('says no to a wrong token, escapes what it repeats, and gives no session', async () => {
    const { text, statuses } = await form(
      `token=x&rd=${encodeURIComponent('/user/ada/"><script>')}`,
      origin,
    );
    expect(statuses).toEqual([401]);
    expect(text).not.toMatch(/<script>|Set-Cookie/);
  });

  it.each([
    ['Origin: http://evil.test'],
    ['Origin: null'],
    ['Sec-Fetch-Site: cross-site'],
    ['Referer: http://jupyter.test/user/bob/'],
  ])('cannot be sent by another page: %s', async line => {
    const { text, statuses } = await form(`token=${appToken}`, line);
    expect(statuses).toEqual([403]);
    expect(text).not.toContain('Set-Cookie');
  });

  it('refuses a form that is too large or of another type', async () => {
    expect(
      (await form(`token=${'x'.repeat(20_000)}`, origin)).statuses,
    ).toEqual([413]);
    const json = target.head(
      'POST',
      '/oauth2/start',
      origin,
      'Content-Type: text/plain',
      'Content-Length: 2',
    );
    expect(
      (await rawExchange(target.port, `${json}{}`, { until: /code/ })).statuses,
    ).toEqual([415]);
  });

  it('replaces a session that was there before', async () => {
    const planted = await target.signIn();
    const { text } = await form(
      `token=${appToken}`,
      origin,
      `Cookie: ${planted}`,
    );
    expect(text).toContain('Set-Cookie: amalthea-session-ada=');
    expect(text).not.toContain(planted);
    expect(
      (
        await rawExchange(
          target.port,
          target.head('GET', '/api', `Cookie: ${planted}`),
          { until: /code/ },
        )
      ).statuses,
    ).toEqual([401]);
  });
});

describe('the session cookie', () => {
  const status = async (cookie: string) =>
    (
      await rawExchange(
        target.port,
        target.head('GET', '/api', `Cookie: ${cookie}`),
        { until: /\r\n\r\n/ },
      )
    ).statuses[0];

  it('passes as it is, and in no other form', async () => {
    const cookie = await target.signIn();
    expect(await status(cookie)).toBe(200);
    const [name, value = ''] = cookie.split('=');
    const flipped = `${value.slice(0, 20)}${
      value[20] === 'A' ? 'B' : 'A'
    }${value.slice(21)}`;
    for (const wrong of [
      '',
      value.slice(0, -1),
      `${value}A`,
      flipped,
      `"${value}"`,
      `${value}=`,
      encodeURIComponent(`${value} `),
      'A'.repeat(8_000),
    ]) {
      expect(await status(`${name}=${wrong}`)).toBe(401);
    }
  });

  it('of the same name from somebody else neither wins nor locks out', async () => {
    const cookie = await target.signIn();
    expect(await status(`amalthea-session-ada=tossed; ${cookie}`)).toBe(200);
    expect(await status(`${cookie}; amalthea-session-ada=tossed`)).toBe(200);
    expect(await status('amalthea-session-ada=tossed')).toBe(401);
  });

  it('of a sibling server does not open this one', async () => {
    const sibling = await Target.start({
      settings: { server: { name: 'bob', namespace: 'lab', uid: 'c8' } },
    });
    const cookie = await sibling.signIn();
    await sibling.stop();
    expect(await status(cookie)).toBe(401);
    expect(await status(cookie.replace('session-bob', 'session-ada'))).toBe(
      401,
    );
  });

  it('ends after the idle time, is renewed before, and ends at the latest after its life', async () => {
    const cookie = await target.signIn();
    now += 500_000;
    const renewed = await rawExchange(
      target.port,
      target.head('GET', '/api', `Cookie: ${cookie}`),
      { until: /bodyBytes/ },
    );
    const fresh = /Set-Cookie: ([^;]+);/.exec(renewed.text)?.[1] ?? '';
    now += 500_000;
    expect(await status(cookie)).toBe(401);
    expect(await status(fresh)).toBe(200);
    now += 3_000_000;
    expect(await status(fresh)).toBe(401);
  });
});

describe('somebody who guesses', () => {
  const guess = (n: number) => [
    rawExchange(
      target.port,
      target.head('GET', '/api', `Authorization: token guess-${n}`),
      { until: /code/ },
    ),
    rawExchange(target.port, target.head('GET', `/api?token=guess-${n}`), {
      until: /code/,
    }),
    form(`token=guess-${n}`, origin),
  ];
  const guessALot = async () => {
    const answers = [];
    for (let n = 0; n < 12; n += 1)
      answers.push(...(await Promise.all(guess(n))));
    return answers;
  };

  it('by header, query or form is told to stop, and for how long', async () => {
    const answers = await guessALot();
    const statuses = answers.map(({ statuses: [first] }) => first);
    expect(statuses.slice(0, 30)).toEqual(new Array(30).fill(401));
    expect(statuses.slice(30)).toEqual(new Array(6).fill(429));
    for (const { text } of answers.slice(30))
      expect(text).toContain('Retry-After: 60\r\n');
    expect(target.upstream.seen).toEqual([]);
    expect(target.authz.counters.wrongTokens).toBe(36);
  });

  it('by links sees a page that says so', async () => {
    await guessALot();
    const { statuses, text } = await rawExchange(
      target.port,
      target.head('GET', '/lab?token=guess', 'Accept: text/html'),
      { until: /<\/html>/ },
    );
    expect(statuses).toEqual([429]);
    expect(text).toContain('The right one works at any time.');
  });

  it('never locks out who knows the token or is signed in', async () => {
    const cookie = await target.signIn();
    await guessALot();
    await target.proveAlive();
    expect((await form(`token=${appToken}`, origin)).statuses).toEqual([303]);
    expect((await visit(`/lab?token=${appToken}`)).statuses).toEqual([302]);
    const withCookie = await rawExchange(
      target.port,
      target.head(
        'GET',
        '/api',
        `Cookie: ${cookie}`,
        'Authorization: token stale',
      ),
      { until: /bodyBytes/ },
    );
    expect(withCookie.statuses).toEqual([200]);
    const anybody = await visit('/lab');
    expect(anybody.statuses).toEqual([302]);
  });

  it('is forgiven bit by bit, and not by a clock that was set back', async () => {
    await guessALot();
    now += 2_000;
    const status = async () =>
      (await Promise.all(guess(99)))
        .map(({ statuses: [first] }) => first)
        .sort();
    expect(await status()).toEqual([401, 429, 429]);
    now -= 3_600_000;
    expect(await status()).toEqual([429, 429, 429]);
    now += 60_000;
    expect(await status()).toEqual([401, 401, 401]);
  });
});
