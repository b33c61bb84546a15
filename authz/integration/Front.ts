import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../testing/GuardedServer';
import { FrontPlaces } from './frontConfigs';

/** How one kind of proxy is started with its configuration. */
export interface FrontProgram {
  readonly command: string;
  readonly configName: string;
  readonly config: (places: FrontPlaces) => string;
  readonly words: (configFile: string) => readonly string[];
}

/** A real proxy of somebody else's making that asks authz about each request. */
export class Front {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
    private readonly directory: string,
  ) {}

  static async start(
    program: FrontProgram,
    ports: Omit<FrontPlaces, 'directory'>,
  ): Promise<Front> {
    const directory = await mkdtemp(join(tmpdir(), 'front-'));
    const configFile = join(directory, program.configName);
    await writeFile(configFile, program.config({ ...ports, directory }));
    let said = '';
    const child = spawn(program.command, program.words(configFile), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: directory, XDG_DATA_HOME: directory },
    });
    child.on('error', error => {
      said += error.message;
    });
    const listen = (chunk: Buffer): void => {
      said = (said + chunk).slice(-4_000);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const front = new Front(ports.port, child, directory);
    await eventually(async () => {
      if (child.exitCode !== null)
        throw new Error(`${program.command} ended: ${said}`);
      return front.isListening();
    });
    return front;
  }

  async close(): Promise<void> {
    const { child } = this;
    if (child.exitCode === null && child.pid !== undefined) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 2_000);
      await ended;
      clearTimeout(force);
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async isListening(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.port}/oauth2/none`).then(
      answer => answer.status === 404,
      () => false,
    );
  }
}
