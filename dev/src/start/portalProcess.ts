import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { requireFreePort } from '../host/freePort';
import type { Progress } from '../host/progress';
import { root } from '../root';
import { answers } from './answers';
import { buildApp } from './appBuild';
import { BackgroundProgram } from './BackgroundProgram';
import { typeScriptWords } from './operatorProcess';

/** A cluster as Backstage's Kubernetes configuration describes it. */
export type PortalCluster = {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  /** PEM file of the authority that signed the API server's certificate. */
  readonly certificateAuthority: string;
};

/** How the portal is started. */
export type PortalOptions = {
  readonly port: number;
  readonly clusters: readonly PortalCluster[];
  /** How the operator makes objects, so that previews and differences tell of the same ones. */
  readonly rendering?: object;
  /** Folder for the portal's own configuration file and log. */
  readonly folder: string;
  /** From its sources, reloading on change. */
  readonly development: boolean;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
};

/** Port of the development server of the frontend, when the portal runs from its sources. */
const developmentPort = 3000;

/** The part of the configuration that only this start knows: the clusters, and the port of the built form. */
export function portalConfiguration({
  port,
  clusters,
  rendering,
  development,
}: Pick<
  PortalOptions,
  'port' | 'clusters' | 'rendering' | 'development'
>): string {
  const url = `http://localhost:${port}`;
  return stringify({
    ...(development
      ? {}
      : {
          app: { baseUrl: url },
          backend: { baseUrl: url, listen: { port, host: '127.0.0.1' } },
        }),
    ...(rendering ? { amalthea: { render: rendering } } : {}),
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(cluster => ({
            name: cluster.name,
            title: cluster.name,
            url: cluster.url,
            authProvider: 'serviceAccount',
            serviceAccountToken: cluster.token,
            caFile: cluster.certificateAuthority,
            skipMetricsLookup: true,
          })),
        },
      ],
    },
  });
}

/** Starts the portal; resolves when it answers, with its URL. */
export async function startPortal(
  options: PortalOptions,
): Promise<{ readonly url: string; readonly program: BackgroundProgram }> {
  const { port, folder, development, progress, signal } = options;
  await requireFreePort(port, 'the portal');
  if (development)
    await requireFreePort(developmentPort, "the portal's development server");
  const configuration = join(folder, 'app-config.start.yaml');
  await writeFile(configuration, portalConfiguration(options), { mode: 0o600 });
  const files = [
    'app-config.yaml',
    ...(development ? [] : ['app-config.production.yaml']),
  ];
  const config = [
    ...files.map(file => join(root, file)),
    configuration,
  ].flatMap(file => ['--config', file]);
  if (!development) await buildApp(progress, signal);
  progress('starting the portal');
  const program = BackgroundProgram.start({
    name: 'the portal',
    // Backstage's event bus holds its last request for up to a minute.
    patienceSeconds: 4,
    logFile: join(folder, 'portal.log'),
    ...(development
      ? {
          command: 'yarn',
          words: ['backstage-cli', 'repo', 'start', ...config],
          folder: root,
          environment: process.env,
        }
      : {
          command: process.execPath,
          words: [
            ...typeScriptWords('packages/backend/src/index.ts'),
            ...config,
          ],
          // Catalog locations of the production configuration are relative to it.
          folder: root,
          environment: { ...process.env, NODE_ENV: 'production' },
        }),
  });
  const url = `http://localhost:${development ? developmentPort : port}`;
  try {
    // Nobody can sign in before the catalog has read who there is.
    const signIn = `http://localhost:${
      development ? 7007 : port
    }/api/auth/local/refresh`;
    await program.waitUntilReady(
      async () =>
        (await answers(`${url}/`)) &&
        answers(signIn, { 'x-amalthea-local-user': 'ada' }),
      240,
      signal,
    );
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { url, program };
}
