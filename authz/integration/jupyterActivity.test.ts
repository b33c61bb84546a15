import { Browser, chromium, Page } from 'playwright-core';
import { GuardedJupyter, token, until } from './GuardedJupyter';

jest.setTimeout(400_000);

/** Longer than six of JupyterLab's polling rounds. */
const untouchedMilliseconds = 65_000;
const settleMilliseconds = 12_000;

let guarded: GuardedJupyter;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  guarded = await GuardedJupyter.start();
  browser = await chromium.launch({
    executablePath: process.env.AMALTHEA_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  page = await browser.newPage();
  const headers = { Authorization: `token ${token}` };
  const notebook = {
    cells: [
      {
        cell_type: 'code',
        source: '1 + 1',
        metadata: {},
        outputs: [],
        execution_count: null,
      },
    ],
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
    nbformat: 4,
    nbformat_minor: 4,
  };
  await fetch(`${guarded.url}/api/contents/a.ipynb`, {
    method: 'PUT',
    headers,
    body: JSON.stringify({
      type: 'notebook',
      format: 'json',
      content: notebook,
    }),
  });
});
afterAll(async () => {
  await browser?.close();
  await guarded?.stop();
});

it('a link with the token opens JupyterLab and leaves no token in the address', async () => {
  await page.goto(`${guarded.url}/lab/tree/a.ipynb?token=${token}`);
  await page.locator('.jp-Notebook').waitFor({ timeout: 60_000 });
  expect(page.url()).toBe(`${guarded.url}/lab/tree/a.ipynb`);
  await until(
    'the kernel is idle',
    async () =>
      (await guarded.activity()).kernels?.some(({ state }) => state === 'idle'),
    60,
  );
});

it('an open notebook that nobody touches is no activity', async () => {
  await page.waitForTimeout(settleMilliseconds);
  const before = await guarded.activity();
  const polled: string[] = [];
  page.on('request', request => polled.push(new URL(request.url()).pathname));
  await page.waitForTimeout(untouchedMilliseconds);
  const after = await guarded.activity();
  expect(polled.length).toBeGreaterThan(10);
  expect(after.websockets.open).toBeGreaterThan(0);
  expect({ http: after.http, message: after.websockets.lastMessageAt }).toEqual(
    { http: before.http, message: before.websockets.lastMessageAt },
  );
});

it('running a cell is activity', async () => {
  const before = await guarded.activity();
  await page.locator('.jp-Notebook .jp-CodeCell').first().click();
  await page.keyboard.press('Control+Enter');
  await until(
    'the message is noticed',
    async () =>
      (await guarded.activity()).websockets.lastMessageAt !==
      before.websockets.lastMessageAt,
    10,
  );
});

it('one key typed in a terminal is activity, and the untouched terminal before it is not', async () => {
  // A tab of its own: the one before asks whether to leave its changed notebook.
  const tab = await browser.newPage();
  await tab.goto(`${guarded.url}/lab?reset&token=${token}`);
  await tab
    .locator('.jp-LauncherCard', { hasText: 'Terminal' })
    .first()
    .click({ timeout: 60_000 });
  const keyboard = tab.locator('.jp-Terminal .xterm-helper-textarea').first();
  await keyboard.waitFor({ state: 'attached', timeout: 60_000 });
  await page.close({ runBeforeUnload: false });
  await tab.waitForTimeout(settleMilliseconds);
  const before = await guarded.activity();
  await tab.waitForTimeout(settleMilliseconds);
  const untouched = await guarded.activity();
  expect(untouched.websockets.lastMessageAt).toEqual(
    before.websockets.lastMessageAt,
  );
  expect(untouched.http).toEqual(before.http);
  await keyboard.press('a');
  await until(
    'the key is noticed',
    async () =>
      (await guarded.activity()).websockets.lastMessageAt !==
      before.websockets.lastMessageAt,
    10,
  );
});
