import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jupyterProgram } from './jupyterProgram';

const startMilliseconds = 60_000;

/** A port that is free now; whoever listens next may take it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => {
    server.close(closed);
  });
  return port;
}

export interface JupyterLabOptions {
  readonly basePath: string;
  readonly token: string;
}

/** A real JupyterLab on a loopback port, set up as the server's pod sets it up. */
export class JupyterLab {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
    readonly directory: string,
  ) {}

  static async start({
    basePath,
    token,
  }: JupyterLabOptions): Promise<JupyterLab> {
    const program = await jupyterProgram();
    const directory = await mkdtemp(join(tmpdir(), 'jupyterlab-'));
    const port = await freePort();
    const child = spawn(
      join(program, '..', 'python3'),
      [
        '-m',
        'jupyterlab',
        '--no-browser',
        '--allow-root',
        '--ip=127.0.0.1',
        `--port=${port}`,
        `--ServerApp.base_url=${basePath || '/'}`,
        '--ServerApp.allow_remote_access=True',
        `--ServerApp.root_dir=${directory}`,
        '--LabApp.news_url=',
        '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
      ],
      {
        cwd: directory,
        env: {
          ...process.env,
          JUPYTER_TOKEN: token,
          HOME: directory,
          JUPYTER_CONFIG_DIR: directory,
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let log = '';
    child.stderr?.on('data', chunk => {
      log = `${log}${chunk}`.slice(-4_000);
    });
    const server = new JupyterLab(child, port, directory);
    const deadline = Date.now() + startMilliseconds;
    for (;;) {
      const answer = await fetch(
        `http://127.0.0.1:${port}${basePath}/api`,
      ).catch(() => undefined);
      if (answer?.ok) return server;
      if (Date.now() > deadline || child.exitCode !== null) {
        await server.stop();
        throw new Error(`JupyterLab did not start:\n${log}`);
      }
      await new Promise(later => setTimeout(later, 200));
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise(resolved => {
        this.process.once('exit', resolved);
      });
      this.process.kill('SIGTERM');
      const force = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(force);
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}
