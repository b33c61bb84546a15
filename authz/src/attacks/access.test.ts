import { rawExchange } from '../testing/rawExchange';
import { appToken, Target } from '../testing/Target';

let target: Target;

beforeAll(async () => {
  target = await Target.start();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.proveAlive();
  target.forget();
});

async function refused(bytes: string, statuses: readonly number[]) {
  const answer = await rawExchange(target.port, bytes, { until: /\r\n\r\n/ });
  expect(statuses).toContain(answer.statuses[0]);
  expect(answer.statuses).toHaveLength(1);
  expect(target.upstream.seen).toEqual([]);
  return answer;
}

describe('no path reaches the server without authentication', () => {
  it.each([
    '/api/status',
    '/api',
    '/ping',
    '/health',
    '/static/style.css',
    '/favicon.ico',
    '/oauth2/auth%2f..%2f..%2fapi',
    '/%6fauth2/start',
    '/OAUTH2/start',
    '/oauth2%2fstart',
    '/oauth2',
    '/api/status?x=/oauth2/start',
    '/api/contents;/oauth2/start',
    '/lab?/api/status',
    '/api/%2561pi',
    '/.well-known/x',
  ])('%s', async path => {
    await refused(target.head('GET', path), [401, 404]);
  });

  it.each([
    '/oauth2/start',
    '/oauth2/sign_out',
    '/oauth2/anything',
    '/oauth2/start/../../api',
  ])('own path %s never comes from the server', async path => {
    await refused(target.head('GET', path), [200, 400, 404]);
  });

  it.each([
    '/api/../../other',
    '/./api',
    '/api/%2e%2e/%2e%2e/x',
    '/..;/x',
    '/a/..%2fb',
    '/a/%2e%2E%5cb',
    '/a\\..\\b',
    '/x%00y',
  ])('dot segments are refused, even with the token: %s', async path => {
    await refused(target.authorised('GET', path), [400]);
  });

  it.each([
    '/user/adam/x',
    '/user/ad',
    '/',
    '/user',
    '/user/ada%2fx',
    '/user/bob/api',
  ])('%s lies outside the base path', async path => {
    await refused(
      `GET ${path} HTTP/1.1\r\nHost: jupyter.test\r\nAuthorization: token ${appToken}\r\n\r\n`,
      [404],
    );
  });
});

describe('no header and no method decides whether to authenticate', () => {
  it.each([
    'X-Forwarded-Uri: /user/ada/oauth2/start',
    'X-Original-Url: /user/ada/oauth2/start',
    'X-Rewrite-Url: /oauth2/start',
    'X-Forwarded-Method: OPTIONS',
    'X-Http-Method-Override: OPTIONS',
    'User-Agent: kube-probe/1.30',
    'User-Agent: GoogleHC/1.0',
    'X-Forwarded-For: 127.0.0.1',
    'X-Real-Ip: 127.0.0.1',
    'X-Auth-Request-User: ada',
    'Origin: http://jupyter.test',
    'Authorization: Basic YWRtaW46YWRtaW4=',
    'Authorization: token ',
    'Authorization: Bearer undefined',
    'Cookie: amalthea-session-ada=AAAA',
    'Cookie: _oauth2_proxy=x; username-jupyter-test=y',
  ])('%s', async line => {
    await refused(target.head('GET', '/api', line), [401]);
  });

  it.each([
    'OPTIONS',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'PROPFIND',
    'REPORT',
  ])('%s', async method => {
    await refused(target.head(method, '/api/contents'), [401]);
  });

  it.each(['TRACE', 'CONNECT'])(
    '%s is not answered, even with the token',
    async method => {
      await refused(target.authorised(method, '/api'), [405, 400]);
    },
  );
});

describe('odd request targets neither skip authentication nor change the server', () => {
  it.each([
    'GET http://evil.test/user/ada/api HTTP/1.1',
    'GET http://127.0.0.1:22/ HTTP/1.1',
    'GET https://jupyter.test/user/ada/api HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'CONNECT evil.test:443 HTTP/1.1',
    'GET evil.test:80 HTTP/1.1',
    'GET //evil.test/user/ada HTTP/1.1',
    'GET /user/ada/api#/oauth2/start HTTP/1.1',
    'GET /user/ada/a\\b HTTP/1.1',
    'GET ?x HTTP/1.1',
    'GET /user/ada/\xe4 HTTP/1.1',
    'GET /user/ada/a b HTTP/1.1',
    'GET /user/ada/\tb HTTP/1.1',
  ])('%s', async line => {
    await refused(
      `${line}\r\nHost: jupyter.test\r\nAuthorization: token ${appToken}\r\n\r\n`,
      [400, 405],
    );
  });
});

describe('the token', () => {
  it.each([
    `${appToken}x`,
    appToken.slice(0, -1),
    appToken.toUpperCase(),
    `${appToken}%00`,
    ` ${appToken}`,
    '',
    '*',
    'null',
  ])('a near miss is refused: %j', async wrong => {
    await refused(
      target.head('GET', `/api?token=${encodeURIComponent(wrong)}`),
      [401],
    );
  });

  it('given twice in the query is refused', async () => {
    await refused(
      target.head('GET', `/api?token=${appToken}&token=${appToken}`),
      [401],
    );
  });

  it.each([
    `token ${appToken}`,
    `Bearer ${appToken}`,
    `TOKEN ${appToken}`,
    `bearer  ${appToken}`,
  ])('is accepted as Authorization: %s', async value => {
    const answer = await rawExchange(
      target.port,
      target.head('GET', '/api', `Authorization: ${value}`),
      { until: /bodyBytes/ },
    );
    expect(answer.statuses).toEqual([200]);
  });
});

describe('browsers and scripts', () => {
  it('redirects a navigation to the sign-in, and nobody stores that', async () => {
    const { text } = await refused(
      target.head(
        'GET',
        '/lab',
        'Accept: text/html',
        'Sec-Fetch-Mode: navigate',
      ),
      [302],
    );
    expect(text).toContain(
      'Location: /user/ada/oauth2/start?rd=%2Fuser%2Fada%2Flab\r\n',
    );
    expect(text).toContain('Cache-Control: no-store\r\n');
    expect(text.toLowerCase()).not.toContain('set-cookie');
  });

  it.each([
    ['XHR', 'X-Requested-With: XMLHttpRequest', 'Accept: text/html'],
    ['fetch', 'Sec-Fetch-Mode: cors', 'Accept: text/html'],
    ['an image', 'Sec-Fetch-Mode: no-cors', 'Accept: image/*'],
    ['curl', 'Accept: */*', 'User-Agent: curl/8'],
  ])(
    'answers %s with 401 and JSON, and sets no cookie',
    async (_, ...lines) => {
      const { text } = await refused(target.head('GET', '/lab', ...lines), [
        401,
      ]);
      expect(text).toContain('Content-Type: application/json');
      expect(text).toMatch(/\{"code":"token_required","message":"[^"]+"\}/);
      expect(text.toLowerCase()).not.toContain('set-cookie');
    },
  );
});
