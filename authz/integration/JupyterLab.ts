import { ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { AddressInfo, createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirements = resolve(
  __dirname,
  '../../dev/images/minimal-notebook/requirements.txt',
);
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

/** The JupyterLab that the notebook image has, in a virtual environment of the user's cache, installed once. */
async function jupyterProgram(): Promise<string> {
  if (process.env.AMALTHEA_JUPYTER) return process.env.AMALTHEA_JUPYTER;
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const cache = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'amalthea',
  );
  const directory = join(cache, `jupyterlab-${hash}`);
  const program = join(directory, 'bin', 'jupyter');
  try {
    await access(program);
    return program;
  } catch {
    // Not there yet.
  }
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(`${directory}-`);
  await run('python3', ['-m', 'venv', fresh]);
  await run(
    join(fresh, 'bin', 'python3'),
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--require-hashes',
      '--only-binary=:all:',
      '-r',
      requirements,
    ],
    { maxBuffer: 2 ** 26 },
  );
  // The scripts of a virtual environment name its place, so it cannot move: run them through its Python.
  await rename(fresh, directory).catch(() =>
    rm(fresh, { recursive: true, force: true }),
  );
  return program;
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
