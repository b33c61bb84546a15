import {
  startTestProvider,
  testClient,
  TestProvider,
} from '@amalthea/dev/src/identity';
import { Browser, BrowserContext, chromium, Page } from 'playwright-core';
import { eventually, GuardedServer } from '../testing/GuardedServer';
import { HttpsFront } from './HttpsFront';

jest.setTimeout(60_000);

describe('a person at a browser', () => {
  let browser: Browser;
  let provider: TestProvider;
  let front: HttpsFront;
  let ada: GuardedServer;
  let charles: GuardedServer;
  let context: BrowserContext;
  const failures: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    front = await HttpsFront.start();
    provider = await startTestProvider({ allowsAnyRedirectUri: true });
    ada = await serverOf('ada', { subjects: ['ada'] });
    charles = await serverOf('charles', { subjects: ['ada', 'charles'] });
    provider.change({
      clients: [
        {
          ...testClient,
          backchannel_logout_uri: `http://127.0.0.1:${charles.port}/charles/oauth2/backchannel-logout`,
          backchannel_logout_session_required: true,
        },
      ],
    });
  });
  beforeEach(async () => {
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    context.on('weberror', error => failures.push(error.error().message));
  });
  afterEach(async () => {
    await context.close();
    const [failure] = failures.splice(0);
    if (failure) throw new Error(`A page failed: ${failure}`);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([ada?.close(), charles?.close()]);
    await Promise.all([front?.close(), provider?.close()]);
  });

  async function serverOf(
    name: string,
    policy: { subjects: string[] },
  ): Promise<GuardedServer> {
    const server = await GuardedServer.start({
      issuer: provider.issuer,
      publicOrigin: front.origin,
      basePath: `/${name}`,
      settings: { server: { name, namespace: 'lab' }, policy },
    });
    front.route(`/${name}`, server.port);
    await server.ready();
    return server;
  }

  const signIn = async (page: Page, url: string, name: string) => {
    await page.goto(url);
    await page.getByRole('button', { name }).click();
  };

  it('signs in and lands on the page they asked for', async () => {
    const page = await context.newPage();
    await signIn(page, `${ada.url}/page?cell=3`, 'Ada Lovelace');
    await page.waitForURL(`${ada.url}/page?cell=3`);
    expect(await page.textContent('h1')).toBe('The server');
    const cookies = await context.cookies(`${ada.url}/`);
    expect(cookies).toEqual([
      expect.objectContaining({
        name: '__Secure-amalthea-session-ada',
        path: '/ada',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      }),
    ]);
  });

  it('signs in in two tabs that were opened at once', async () => {
    const [one, two] = [await context.newPage(), await context.newPage()];
    await Promise.all([
      one.goto(`${ada.url}/page/one`),
      two.goto(`${ada.url}/page/two`),
    ]);
    await one.getByRole('button', { name: 'Ada Lovelace' }).click();
    await one.waitForURL(`${ada.url}/page/one`);
    await two.getByRole('button', { name: 'Ada Lovelace' }).click();
    await two.waitForURL(`${ada.url}/page/two`);
    await one.reload();
    expect(one.url()).toBe(`${ada.url}/page/one`);
  });

  it('comes back by the provider without a question after the session expired', async () => {
    const server = await serverOf('short', { subjects: ['ada'] });
    server.configure({ sessions: { idleSeconds: 60, absoluteSeconds: 300 } });
    const page = await context.newPage();
    await signIn(page, `${server.url}/page`, 'Ada Lovelace');
    await page.waitForURL(`${server.url}/page`);
    server.clock.advance(61);
    expect(await statusInPage(page, '/short/api/contents')).toBe(401);
    await page.reload();
    expect(page.url()).toBe(`${server.url}/page`);
    expect(await statusInPage(page, '/short/api/contents')).toBe(200);
    await server.close();
  });

  it('who may not use the server sees who they are, and can change the account', async () => {
    const page = await context.newPage();
    await signIn(page, `${ada.url}/page`, 'Mallory');
    await page.waitForURL(`${ada.url}/page`);
    expect(await page.textContent('main')).toContain('mallory');
    const answer = await page.reload();
    expect(answer?.status()).toBe(403);
    expect(answer?.request().redirectedFrom()).toBeNull();
    const [mallory] = await context.cookies(`${ada.url}/`);
    await page.getByRole('link', { name: 'Use another account' }).click();
    await page.getByRole('button', { name: 'Ada Lovelace' }).click();
    await page.waitForURL(`${ada.url}/`);
    expect((await page.goto(`${ada.url}/page`))?.status()).toBe(200);
    expect(await page.textContent('h1')).toBe('The server');
    const old = await page.request.get(`${ada.url}/api/contents`, {
      headers: { cookie: `${mallory?.name}=${mallory?.value}` },
    });
    expect(old.status()).not.toBe(200);
  });

  it('who cancels at the provider can try again', async () => {
    const page = await context.newPage();
    await page.goto(`${ada.url}/page`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page
      .getByRole('heading', { name: 'You were not signed in' })
      .waitFor();
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Ada Lovelace' }).waitFor();
    expect(new URL(page.url()).origin).toBe(provider.issuer);
  });

  it('who goes back to a sign-in that is done finds a way on', async () => {
    const page = await context.newPage();
    let answer = '';
    page.on('request', request => {
      if (request.url().includes('/oauth2/callback')) answer = request.url();
    });
    await signIn(page, `${ada.url}/page`, 'Ada Lovelace');
    await page.waitForURL(`${ada.url}/page`);
    await page.goto(answer);
    await page.getByRole('link', { name: 'Open the server' }).click();
    await page.waitForURL(`${ada.url}/`);
    expect(await statusInPage(page, '/ada/api/contents')).toBe(200);
  });

  it('signs out everywhere: tabs, sockets, the other server and the provider', async () => {
    const page = await context.newPage();
    await signIn(page, `${ada.url}/page`, 'Ada Lovelace');
    await page.waitForURL(`${ada.url}/page`);
    const other = await context.newPage();
    await other.goto(`${charles.url}/page`);
    await other.waitForURL(`${charles.url}/page`);
    const sockets = [
      await openSocket(page, '/ada/ws'),
      await openSocket(other, '/charles/ws'),
    ];
    const leaving = await context.newPage();
    await leaving.goto(`${ada.url}/oauth2/sign_out`);
    await leaving.getByRole('button', { name: 'Sign out' }).click();
    await leaving.getByRole('button', { name: 'Yes, sign me out' }).click();
    await leaving.getByText('You are signed out.').waitFor();
    for (const isClosed of sockets) await eventually(isClosed);
    expect(await statusInPage(page, '/ada/api/contents')).toBe(401);
    expect(await statusInPage(other, '/charles/api/contents')).toBe(401);
    await page.reload();
    await page.getByRole('button', { name: 'Ada Lovelace' }).waitFor();
  });

  it('whose sibling server turns hostile keeps the session to themselves', async () => {
    const page = await context.newPage();
    await signIn(page, `${ada.url}/page`, 'Ada Lovelace');
    await page.waitForURL(`${ada.url}/page`);
    const hostile = await context.newPage();
    await hostile.goto(`${charles.url}/page`);
    await hostile.waitForURL(`${charles.url}/page`);
    ada.echo.received.splice(0);
    charles.echo.received.splice(0);

    expect(await hostile.evaluate(() => document.cookie)).toBe('');
    // A page of the same origin could reach the other server with its cookie: the proxy looks where it comes from.
    expect(await statusInPage(hostile, '/ada/api/contents')).toBe(403);
    expect(await statusInPage(hostile, '/ada/api/contents', 'POST')).toBe(403);
    expect(ada.echo.received).toEqual([]);
    expect(await statusInPage(hostile, '/charles/api/contents')).toBe(200);
    expect(JSON.stringify(charles.echo.received)).not.toContain('amalthea-');

    // It plants a cookie of the other's name on the other's path.
    await hostile.evaluate(() => {
      document.cookie =
        '__Secure-amalthea-session-ada=planted; Path=/ada/page; Secure';
      document.cookie = '__Secure-amalthea-session-ada=planted; Path=/; Secure';
    });
    await page.reload();
    expect(page.url()).toBe(`${ada.url}/page`);
    expect(await page.textContent('h1')).toBe('The server');

    // And what Ada's session is for one server opens no other.
    const [session] = (await context.cookies(`${ada.url}/`)).filter(
      ({ value }) => value !== 'planted',
    );
    const stranger = await browser.newContext({ ignoreHTTPSErrors: true });
    await stranger.addCookies([
      {
        name: '__Secure-amalthea-session-charles',
        value: session?.value ?? '',
        url: `${charles.url}/`,
        secure: true,
      },
    ]);
    const visit = await stranger.newPage();
    await visit.goto(`${charles.url}/page`);
    await visit.getByRole('button', { name: 'Ada Lovelace' }).waitFor();
    await stranger.close();
  });
});

function statusInPage(
  page: Page,
  path: string,
  method = 'GET',
): Promise<number> {
  return page.evaluate(
    async ([url, verb]) => (await fetch(url ?? '', { method: verb })).status,
    [path, method],
  );
}

/** Opens a WebSocket in the page; the result tells whether it was closed. */
async function openSocket(
  page: Page,
  path: string,
): Promise<() => Promise<boolean>> {
  const socket = await page.evaluateHandle(
    url =>
      new Promise<WebSocket>((resolve, reject) => {
        const opened = new WebSocket(
          new URL(url, location.href.replace('https', 'wss')),
        );
        opened.onopen = () => resolve(opened);
        opened.onerror = () => reject(new Error('refused'));
      }),
    path,
  );
  return () => socket.evaluate(opened => opened.readyState === opened.CLOSED);
}
