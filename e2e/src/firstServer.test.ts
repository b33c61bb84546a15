import { get } from 'node:http';
import { ingressUrl, readClusterState, type ClusterState } from '@amalthea/dev';
import type { Browser } from 'playwright-core';
import { launchChromium } from './browser/chromium';
import { takeScreenshot } from './browser/evidence';
import { JupyterLabPage } from './browser/JupyterLabPage';
import { kubectl } from './kubernetes/tools';
import { eventually } from './product/eventually';
import { exampleManifests } from './product/exampleServers';
import { createNamespace } from './product/namespace';

describe('a first server', () => {
  let cluster: ClusterState;
  let browser: Browser;
  let namespace: Awaited<ReturnType<typeof createNamespace>>;

  beforeAll(async () => {
    cluster = await readClusterState(process.env.AMALTHEA_CLUSTER ?? '');
    browser = await launchChromium();
    namespace = await createNamespace('first-server');
  });

  afterAll(async () => {
    await browser?.close();
    await namespace?.remove();
  });

  const inNamespace = (...words: string[]) =>
    kubectl([...words, `--namespace=${namespace.name}`]);
  const waitUntilReady = (name: string) =>
    inNamespace(
      'wait',
      '--for=condition=Ready',
      `jupyterserver/${name}`,
      '--timeout=180s',
    );
  const urlOf = async (name: string) =>
    ingressUrl(
      cluster,
      await inNamespace(
        'get',
        `jupyterserver/${name}`,
        '--output=jsonpath={.status.url}',
      ),
    );

  /** The answer to a program that names no token; the system's resolver does not know the host. */
  const statusForProgram = (url: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { host, port, pathname } = new URL(url);
      get(
        { host: '127.0.0.1', port, path: pathname, headers: { host } },
        response => {
          response.resume();
          resolve(response.statusCode);
        },
      ).on('error', reject);
    });

  it('opens in a browser and runs a notebook cell', async () => {
    await kubectl(
      ['apply', `--namespace=${namespace.name}`, '--filename=-'],
      await exampleManifests('01-minimal-token.yaml'),
    );
    await waitUntilReady('minimal');
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
    });
    const lab = await JupyterLabPage.open(
      page,
      `${await urlOf('minimal')}/lab?token=swordfish`,
    );
    expect(page.url()).not.toContain('swordfish');
    await lab.newNotebook();
    expect(await lab.run('2+2')).toBe('4');
    await takeScreenshot(page, 'first-server');
    await page.close();
  });

  it('lets nobody in without the token', async () => {
    const page = await browser.newPage();
    await page.goto(`${await urlOf('minimal')}/lab`);
    expect(await page.locator('#jupyterlab-splash, .jp-LabShell').count()).toBe(
      0,
    );
    expect(
      await statusForProgram(`${await urlOf('minimal')}/api/contents`),
    ).toBe(401);
    await takeScreenshot(page, 'token-asked-for');
    await page.close();
  });

  it('keeps the files of its volume when its pod is deleted', async () => {
    await kubectl(
      ['apply', `--namespace=${namespace.name}`, '--filename=-'],
      await exampleManifests('02-generated-token-pvc.yaml', manifest => {
        manifest.spec.jupyterServer = {
          ...manifest.spec.jupyterServer,
          resources: { requests: { cpu: '100m', memory: '256Mi' } },
        };
      }),
    );
    await waitUntilReady('with-volume');
    const token = Buffer.from(
      await inNamespace(
        'get',
        'secret/with-volume',
        '--output=jsonpath={.data.jupyterServerAppToken}',
      ),
      'base64',
    ).toString();
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
    });
    const url = await urlOf('with-volume');
    const lab = await JupyterLabPage.open(page, `${url}/lab?token=${token}`);
    await lab.newNotebook();
    expect(
      await lab.run("print(open('kept.txt', 'w').write('still here'))"),
    ).toBe('10');
    const uid = await inNamespace(
      'get',
      'pod/with-volume-0',
      '--output=jsonpath={.metadata.uid}',
    );

    await inNamespace('delete', 'pod/with-volume-0', '--wait=true');
    await eventually(async () => {
      const pod = await inNamespace(
        'get',
        'pod/with-volume-0',
        '--output=jsonpath={.metadata.uid}',
      );
      expect(pod).not.toBe(uid);
    });
    await inNamespace(
      'wait',
      '--for=condition=Ready',
      'pod/with-volume-0',
      '--timeout=180s',
    );
    await waitUntilReady('with-volume');

    const again = await JupyterLabPage.open(page, `${url}/lab?token=${token}`);
    await again.newNotebook();
    expect(await again.run("print(open('kept.txt').read())")).toBe(
      'still here',
    );
    await page.close();
  });
});
