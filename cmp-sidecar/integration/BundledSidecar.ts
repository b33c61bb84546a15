import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '@amalthea/dev';
import { pluginName, RepoServerClient, sidecarVersion } from '../src';

/** The sidecar as its image runs it: one bundled file, in a process of its own. */
export class BundledSidecar {
  private constructor(
    readonly directory: string,
    private readonly program: string,
  ) {}

  /** Bundles the sidecar into a folder of its own. */
  static async build(): Promise<BundledSidecar> {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-sidecar-'));
    await bundle('cmp-sidecar', directory);
    return new BundledSidecar(directory, join(directory, 'main.js'));
  }

  get pluginDirectory(): string {
    return join(this.directory, 'plugins');
  }

  get client(): RepoServerClient {
    return new RepoServerClient(
      join(this.pluginDirectory, `${pluginName(sidecarVersion)}.sock`),
    );
  }

  /** What stands where repo-server looks for plugins. */
  async plugins(): Promise<readonly string[]> {
    return readdir(this.pluginDirectory);
  }

  /** Starts a process; resolves when it serves, rejects with what it said when it ends before. */
  async start(
    environment: Readonly<Record<string, string>> = {},
  ): Promise<ChildProcess> {
    const child = spawn(process.execPath, [this.program], {
      env: {
        PATH: process.env.PATH,
        ARGOCD_PLUGINSOCKFILEPATH: this.pluginDirectory,
        AMALTHEA_CMP_HTTP_ADDRESS: 'off',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const serving = new Promise<void>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('"msg":"serving"')) resolve();
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', code =>
        reject(new Error(`ended with code ${code}: ${said}`)),
      );
    });
    await serving;
    return child;
  }

  /** Runs the same program as a command, in a directory. */
  async generate(
    directory: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<string> {
    const child = spawn(process.execPath, [this.program, 'generate'], {
      cwd: directory,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(child, 'close');
    return Buffer.concat(chunks).toString();
  }

  /** Ends a process and resolves to its exit code. */
  async stop(
    child: ChildProcess,
    signal: NodeJS.Signals = 'SIGTERM',
  ): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null)
      return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = await ended;
    return code;
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
