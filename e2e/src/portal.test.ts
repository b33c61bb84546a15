import { readClusterState } from '@amalthea/dev';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './browser/chromium';
import { takeScreenshot } from './browser/evidence';
import { JupyterLabPage } from './browser/JupyterLabPage';
import { kubectl } from './kubernetes/tools';
import { PortalApi } from './portal/PortalApi';
import { PortalPage } from './portal/PortalPage';
import { seriousViolations } from './portal/seriousViolations';
import { startTestPortal } from './portal/startTestPortal';
import { eventually } from './product/eventually';

const name = 'ada-minimal';

/** The tabs of a server's page, each with words that are there when it has loaded. */
const tabs: readonly (readonly [path: string, words: string])[] = [
  ['', 'What it is'],
  ['/timeline', 'What happened'],
  ['/logs', 'Jupyter Server'],
  ['/events', 'A container started.'],
  ['/definition', 'apiVersion'],
  ['/access', 'Who can open it'],
];

/** One story in order: each test goes on where the one before ended. */
describe('the portal', () => {
  let browser: Browser;
  let portal: Awaited<ReturnType<typeof startTestPortal>>;
  let ada: PortalPage;
  let lab: Page;

  beforeAll(async () => {
    const cluster = await readClusterState(process.env.AMALTHEA_CLUSTER ?? '');
    await kubectl(['create', 'namespace', 'jupyter']);
    browser = await launchChromium(cluster.ingress);
    portal = await startTestPortal(cluster);
    ada = await PortalPage.signIn(browser, portal.url, 'ada');
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    await kubectl([
      'delete',
      'namespace',
      'jupyter',
      '--ignore-not-found',
      '--timeout=120s',
    ]);
  });

  it('says what a server is to somebody who has none', async () => {
    await ada.page.getByText('No servers yet').waitFor();
    await takeScreenshot(ada.page, 'portal-empty');
  });

  it('takes a request from profile to progress and ends in Open', async () => {
    const { page } = ada;
    await page.getByRole('link', { name: 'New server' }).first().click();
    await page
      .getByRole('button', { name: 'Choose Minimal notebook' })
      .waitFor();
    await takeScreenshot(page, 'portal-profiles');
    await page.getByRole('button', { name: 'Choose Minimal notebook' }).click();
    await page.getByText(`${name} is free.`).waitFor();
    await takeScreenshot(page, 'portal-shape');
    await page.getByRole('button', { name: 'Review' }).click();
    await page
      .getByText(
        '0.5 cores, 512 MiB, 1 GiB disk kept when stopped, stops after 1 h idle.',
      )
      .waitFor();
    await page.getByRole('heading', { name: `StatefulSet ${name}` }).waitFor();
    await takeScreenshot(page, 'portal-review');
    await page.getByRole('button', { name: 'Create server' }).click();
    await page.getByRole('region', { name: `Start of ${name}` }).waitFor();
    await page.reload();
    await page.getByRole('region', { name: `Start of ${name}` }).waitFor();
    await takeScreenshot(page, 'portal-progress');
    await eventually(async () =>
      expect(
        await page
          .getByRole('button', { name: `Open ${name} in a new tab` })
          .isEnabled(),
      ).toBe(true),
    );
  });

  it('records who asked, from the sign-in and not from the request', async () => {
    const owner = await kubectl([
      'get',
      `jupyterserver/${name}`,
      '--namespace=jupyter',
      '--output=jsonpath={.metadata.annotations.amalthea\\.dev/owner}',
    ]);
    expect(owner).toBe('user:default/ada');
  });

  it('opens JupyterLab in a new tab, where a cell runs', async () => {
    lab = await ada.openTab(name);
    const notebook = await JupyterLabPage.attach(lab);
    await notebook.newNotebook();
    expect(
      await notebook.run("print(open('kept.txt', 'w').write('still here'))"),
    ).toBe('10');
    expect(lab.url()).not.toContain('token');
  });

  it.each(tabs)('shows the server: %p', async (tab, words) => {
    await ada.openServer(`${name}${tab}`);
    await ada.page.getByText(words).first().waitFor();
    await eventually(async () =>
      expect(await ada.page.locator('[aria-busy="true"]').count()).toBe(0),
    );
    await takeScreenshot(ada.page, `portal-server${tab.replace('/', '-')}`);
    expect(await ada.page.getByRole('alert').count()).toBe(0);
  });

  it("neither shows nor opens another person's server", async () => {
    const charles = await PortalPage.signIn(browser, portal.url, 'charles');
    await charles.page.getByRole('tab', { name: /All/ }).click();
    expect(await charles.row(name).count()).toBe(0);
    await charles.openServer(name);
    await charles.page
      .getByText(/not found|does not exist|no server/i)
      .first()
      .waitFor();
    await takeScreenshot(charles.page, 'portal-not-yours');
    await charles.close();
  });

  describe("somebody else's requests", () => {
    const requests: readonly (readonly [string, string, object | undefined])[] =
      [
        ['GET', '', undefined],
        ['PUT', '', { shape: { size: 'large' } }],
        ['DELETE', '', undefined],
        ['POST', '/hibernate', {}],
        ['POST', '/resume', {}],
        ['POST', '/restart', {}],
        ['POST', '/keep', { minutes: 60 }],
        ['POST', '/open', {}],
        ['GET', '/events', undefined],
        ['GET', '/logs', undefined],
        ['GET', '/timeline', undefined],
        ['GET', '/manifest', undefined],
      ];
    const path = (server: string, part: string) =>
      `/amalthea/servers/local/jupyter/${server}${part}`;

    it.each(requests)(
      'are answered as if there were no server: %s %s',
      async (method, part, body) => {
        const charles = await PortalApi.signIn(portal.url, 'charles');
        const hidden = await charles.ask(method, path(name, part), body);
        const absent = await charles.ask(method, path('absent', part), body);
        expect(hidden.status).toBe(404);
        expect(hidden.text.replaceAll(name, 'absent')).toBe(absent.text);
        const nobody = PortalApi.asNobody(portal.url);
        expect(await nobody.ask(method, path(name, part), body)).toMatchObject({
          status: 401,
        });
      },
    );

    it('find it nowhere else: list, stream, catalog, search, the Kubernetes plugin', async () => {
      const charles = await PortalApi.signIn(portal.url, 'charles');
      const list = await charles.ask('GET', '/amalthea/servers');
      expect(JSON.parse(list.text)).toMatchObject({ servers: [] });
      expect(await charles.listen('/amalthea/stream', 3_000)).toContain(
        '"servers":[]',
      );
      for (const elsewhere of [
        '/catalog/entities',
        `/search/query?term=${name}`,
      ]) {
        const answer = await charles.ask('GET', elsewhere);
        expect([answer.status, answer.text.includes(name)]).toEqual([
          200,
          false,
        ]);
      }
      const proxied = await charles.ask(
        'GET',
        '/kubernetes/proxy/apis/amalthea.dev/v1alpha1/jupyterservers',
      );
      expect(proxied.status).toBe(403);
    });

    it('have changed nothing', async () => {
      const { text } = await (
        await PortalApi.signIn(portal.url, 'ada')
      ).ask('GET', path(name, ''));
      expect(JSON.parse(text)).toMatchObject({
        phase: 'running',
        resources: { cpuCores: 0.5 },
      });
    });
  });

  it('says when a cluster does not answer, keeps its rows, and recovers by itself', async () => {
    await ada.openServers();
    await ada.row(name).waitFor();
    portal.way.cut();
    await ada.page
      .getByText(/has not answered/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(await ada.row(name).count()).toBe(1);
    await takeScreenshot(ada.page, 'portal-cluster-unreachable');
    portal.way.mend();
    await eventually(async () =>
      expect(await ada.page.getByText(/has not answered/).count()).toBe(0),
    );
    await ada.row(name).getByText('Running').waitFor();
  });

  it('stops the server and keeps its files', async () => {
    await lab.close();
    await ada.openServer(name);
    await ada.choose(name, /^Stop/);
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByText(/disk are kept/).waitFor();
    await takeScreenshot(ada.page, 'portal-stop');
    await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
    await ada.page
      .getByText('Stopped (files kept)')
      .first()
      .waitFor({ timeout: 120_000 });
    await takeScreenshot(ada.page, 'portal-stopped');
  });

  it('starts it again with the file still there', async () => {
    await ada.page
      .getByRole('button', { name: new RegExp(`^Start`) })
      .first()
      .click();
    await eventually(async () =>
      expect(
        await ada.page
          .getByRole('button', { name: `Open ${name} in a new tab` })
          .first()
          .isEnabled(),
      ).toBe(true),
    );
    const notebook = await JupyterLabPage.attach(await ada.openTab(name));
    await notebook.newNotebook();
    expect(await notebook.run("print(open('kept.txt').read())")).toBe(
      'still here',
    );
  });

  it.each(['light', 'dark'] as const)(
    'looks right and can be used by everybody in %s',
    async theme => {
      const visitor = await PortalPage.signIn(
        browser,
        portal.url,
        'ada',
        theme,
      );
      const { page } = visitor;
      const look = async (view: string) => {
        await eventually(async () =>
          expect(await page.locator('[aria-busy="true"]').count()).toBe(0),
        );
        await takeScreenshot(page, `portal-${view}-${theme}`);
        expect([view, await seriousViolations(page)]).toEqual([view, []]);
      };
      await visitor.row(name).waitFor();
      await look('list');
      for (const [tab, words] of tabs) {
        await visitor.openServer(`${name}${tab}`);
        await page.getByText(words).first().waitFor();
        await look(`server${tab.replace('/', '-')}`);
      }
      await page.goto(`${portal.url}/amalthea/new`);
      const choose = page.getByRole('button', {
        name: 'Choose Minimal notebook',
      });
      await choose.waitFor();
      await look('new-profile');
      await choose.click();
      await page.getByText(/ is free\./).waitFor();
      await look('new-shape');
      await page.getByRole('button', { name: 'Review' }).click();
      await page.getByRole('heading', { name: /^StatefulSet / }).waitFor();
      await look('new-review');
      await visitor.close();
    },
  );

  it('deletes it with its disk when its name is typed', async () => {
    await ada.openServer(name);
    await ada.choose(name, /^Delete/);
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByText(/all files on it are deleted/).waitFor();
    await takeScreenshot(ada.page, 'portal-delete');
    await dialog.getByRole('textbox').fill(name);
    await dialog
      .getByRole('button', { name: 'Delete server and disk' })
      .click();
    await eventually(async () =>
      expect(
        await kubectl([
          'get',
          'jupyterservers,pvc',
          '--namespace=jupyter',
          '--output=name',
        ]),
      ).toBe(''),
    );
  });
});
