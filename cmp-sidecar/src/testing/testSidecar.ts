import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { parseConfiguration } from '../process/configuration';
import { startSidecar, type Sidecar } from '../process/sidecar';
import type { Renderer } from '../render/job';
import { RepoServerClient } from '../repoServer/repoServerClient';
import { inProcessRenderer } from './inProcessRenderer';

/** For tests: a sidecar on a socket of its own, and a client that speaks to it as repo-server does. */
export interface TestSidecar {
  readonly sidecar: Sidecar;
  readonly client: RepoServerClient;
  /** What was logged, one JSON document per line. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

export async function startTestSidecar(
  environment: Readonly<Record<string, string>> = {},
  renderer: Renderer = inProcessRenderer(),
): Promise<TestSidecar> {
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-cmp-'));
  const log: string[] = [];
  const sidecar = await startSidecar({
    configuration: parseConfiguration({
      AMALTHEA_CMP_HTTP_ADDRESS: '127.0.0.1:0',
      ARGOCD_PLUGINSOCKFILEPATH: directory,
      ...environment,
    }),
    pluginName: 'amalthea-v9.9',
    renderer,
    logger: pino(
      { level: 'debug' },
      { write: (line: string) => void log.push(line) },
    ),
    now: Date.now,
  });
  return {
    sidecar,
    client: new RepoServerClient(sidecar.socketPath),
    log,
    stop: async () => {
      await sidecar.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
