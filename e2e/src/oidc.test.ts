import { readClusterState } from '@amalthea/dev';
import type { TestProvider } from '@amalthea/dev/src/identity';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from './browser/chromium';
import { takeScreenshot } from './browser/evidence';
import { JupyterLabPage } from './browser/JupyterLabPage';
import { kubectl } from './kubernetes/tools';
import { clientSecret, startClusterProvider } from './oidc/clusterProvider';
import { socketsOf } from './oidc/socketsOf';
import { eventually } from './product/eventually';
import { exampleManifests, type Adjustment } from './product/exampleServers';
import { installProduct } from './product/installProduct';
import { createNamespace } from './product/namespace';

const adasServer = 'https://jupyter.localhost/ada';
const seminar = 'http://seminar.localhost';

/** The part of an example's specification that depends on where it runs. */
type OidcSpec = {
  readonly auth: {
    readonly oidc: { issuerUrl: string; clientSecret: object };
  };
  readonly routing: {
    host: string;
    ingressAnnotations?: object;
    tls?: object;
  };
};

/** One story in order: each test goes on where the one before ended. */
describe('a server behind an OpenID provider', () => {
  let browser: Browser;
  let provider: TestProvider;
  let namespace: Awaited<ReturnType<typeof createNamespace>>;
  const contexts = new Map<string, BrowserContext>();

  const apply = async (file: string, adjust: Adjustment) =>
    kubectl(
      ['apply', `--namespace=${namespace.name}`, '--filename=-'],
      await exampleManifests(file, adjust),
    );
  const inNamespace = (...words: string[]) =>
    kubectl([...words, `--namespace=${namespace.name}`]);
  const waitUntilReady = (name: string) =>
    inNamespace(
      'wait',
      '--for=condition=Ready',
      `jupyterserver/${name}`,
      '--timeout=240s',
    );

  const authorise = (...emails: readonly string[]) =>
    inNamespace(
      'patch',
      'jupyterserver/oidc-ada',
      '--type=merge',
      `--patch=${JSON.stringify({
        spec: { auth: { oidc: { authorizedEmails: emails } } },
      })}`,
    );

  beforeAll(async () => {
    const cluster = await readClusterState(process.env.AMALTHEA_CLUSTER ?? '');
    browser = await launchChromium(cluster.ingress);
    const started = await startClusterProvider();
    provider = started.provider;
    await installProduct(process.env, [
      `--set-string=authz.certificateAuthorities=${started.certificateAuthority}`,
    ]);
    namespace = await createNamespace('sign-in');
    await apply('03-oidc-secret-ref.yaml', manifest => {
      const { auth, routing } = manifest.spec as OidcSpec;
      auth.oidc.issuerUrl = provider.issuer;
      routing.host = new URL(adasServer).host;
      // The local cluster has one ingress and no cert-manager; its ingress brings a certificate of its own.
      delete routing.ingressAnnotations;
      routing.tls = { enabled: true };
    });
    await apply('04-oidc-inline-secret-groups-only.yaml', manifest => {
      const { auth, routing } = manifest.spec as OidcSpec;
      auth.oidc.issuerUrl = provider.issuer;
      auth.oidc.clientSecret = { value: clientSecret };
      routing.host = new URL(seminar).host;
    });
    await waitUntilReady('oidc-ada');
  });

  afterAll(async () => {
    await browser?.close();
    await namespace?.remove();
    await provider?.close();
    await installProduct(process.env);
  });

  /** What a restart of any container, or of the pod, would change. */
  const podIdentity = () =>
    inNamespace(
      'get',
      'pod/oidc-ada-0',
      '--output=jsonpath={.metadata.uid} {.status.containerStatuses[*].containerID}',
    );

  /** Opens an address in the browser of somebody, who has one of their own. */
  async function open(person: string, url: string): Promise<Page> {
    const context =
      contexts.get(person) ??
      (await browser.newContext({
        ignoreHTTPSErrors: true,
        viewport: { width: 1280, height: 800 },
      }));
    contexts.set(person, context);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return page;
  }
  const chooseAtProvider = (page: Page, name: string) =>
    page.getByRole('button', { name }).first().click();

  let adasPage: Page;
  let adasSockets: ReturnType<typeof socketsOf>;

  it('sends a visitor to the provider, and from there to JupyterLab, where a cell runs', async () => {
    adasPage = await open('ada', `${adasServer}/lab`);
    expect(new URL(adasPage.url()).origin).toBe(provider.issuer);
    await takeScreenshot(adasPage, 'oidc-provider');
    adasSockets = socketsOf(adasPage);
    await chooseAtProvider(adasPage, 'Ada Lovelace');
    const lab = await JupyterLabPage.attach(adasPage);
    expect(adasPage.url()).toMatch(new RegExp(`^${adasServer}/lab`));
    await lab.newNotebook();
    expect(await lab.run('6*7')).toBe('42');
    expect(adasSockets.open()).toContainEqual(
      expect.stringMatching(/\/api\/kernels\/[^/]+\/channels/),
    );
    await takeScreenshot(adasPage, 'oidc-lab');
  });

  it('says who they are to people who are not authorised, once, without sending them in circles', async () => {
    const page = await open('mallory', `${adasServer}/lab`);
    const asked = provider.requestCounts.get('/auth');
    await chooseAtProvider(page, 'Mallory');
    await page
      .getByRole('heading', { name: 'This server belongs to somebody else' })
      .waitFor();
    await page.getByText('mallory@example.org').waitFor();
    const again = await page.goto(`${adasServer}/lab`);
    expect(again?.status()).toBe(403);
    expect(provider.requestCounts.get('/auth')).toBe(asked);
    await takeScreenshot(page, 'oidc-forbidden');
  });

  it('lets in by group alone where the policy says so', async () => {
    await waitUntilReady('seminar');
    const member = await open('mallory', `${seminar}/lab`);
    await JupyterLabPage.attach(member);
    const stranger = await open('ada', `${seminar}/lab`);
    await stranger.getByText('ada@example.org').waitFor();
    expect(await stranger.title()).toBe('This server belongs to somebody else');
  });

  it('takes a change of the policy while Jupyter runs on, and ends sessions that no longer qualify', async () => {
    const before = await podIdentity();
    expect(adasSockets.open()).not.toEqual([]);
    await authorise('charles@example.org');
    await eventually(async () => expect(adasSockets.open()).toEqual([]));
    const answer = await adasPage.evaluate(
      async url => (await fetch(url)).status,
      `${adasServer}/api/contents`,
    );
    expect(answer).toBe(403);
    await adasPage.goto(`${adasServer}/lab`);
    await adasPage.getByText('ada@example.org').waitFor();

    const charles = await open('charles', `${adasServer}/lab`);
    await chooseAtProvider(charles, 'Charles Babbage');
    await JupyterLabPage.attach(charles);
    expect(await podIdentity()).toBe(before);
  });

  it('signs out here and at the provider, and asks for the account at the next visit', async () => {
    const page = await open('charles', `${adasServer}/oauth2/sign_out`);
    await page.getByText('charles@example.org').waitFor();
    await takeScreenshot(page, 'oidc-sign-out');
    await page.getByRole('button', { name: 'Sign out' }).click();
    // The provider asks for itself; what happened here needs no second yes.
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.goto(`${adasServer}/lab`);
    await page.getByRole('button', { name: 'Charles Babbage' }).waitFor();
    expect(new URL(page.url()).origin).toBe(provider.issuer);
  });
});
