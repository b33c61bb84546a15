import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DevError } from '../host/DevError';
import { lastLines } from '../host/runCommand';

/** How a program is started. */
export type BackgroundProgramOptions = {
  /** What it is to people, as in "the operator". */
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What it says goes there. */
  readonly logFile: string;
  /** Time between SIGTERM and SIGKILL. Default 15. */
  readonly patienceSeconds?: number;
};

/** A program that runs beside this one until it is stopped, in a process group of its own. */
export class BackgroundProgram {
  readonly #options: BackgroundProgramOptions;
  readonly #child: ChildProcess;
  #stopping = false;

  /** Resolves when the program has ended, and rejects with what it said last when nobody asked it to end. */
  readonly ended: Promise<void>;

  private constructor(options: BackgroundProgramOptions, child: ChildProcess) {
    this.#options = options;
    this.#child = child;
    this.ended = new Promise<number | null>((resolve, reject) => {
      child.once('exit', code => resolve(code));
      child.once('error', reject);
    }).then(code => this.#judgeEnd(code));
    // Whoever waits for the end sees the failure; nobody has to.
    this.ended.catch(() => {});
  }

  static start(options: BackgroundProgramOptions): BackgroundProgram {
    const log = openSync(options.logFile, 'w', 0o600);
    try {
      const child = spawn(options.command, options.words, {
        cwd: options.folder,
        env: options.environment,
        stdio: ['ignore', log, log],
        detached: true,
      });
      return new BackgroundProgram(options, child);
    } finally {
      closeSync(log);
    }
  }

  /**
   * Waits until `isReady` says so.
   *
   * @throws DevError with what the program said last when it ends first, or when the time is over.
   */
  async waitUntilReady(
    isReady: () => Promise<boolean>,
    limitSeconds: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const deadline = performance.now() + limitSeconds * 1000;
    let over = false;
    const ended = this.ended.then(
      () => (over = true),
      error => {
        over = true;
        throw error;
      },
    );
    const ready = async () => {
      while (!over && performance.now() < deadline) {
        if (await isReady().catch(() => false)) return;
        await delay(250, undefined, { signal });
      }
      if (over) return;
      throw new DevError(
        'COMPONENT_FAILED',
        `${
          this.#options.name
        } was not ready after ${limitSeconds} s. Its log: ${
          this.#options.logFile
        }`,
      );
    };
    await Promise.race([ready(), ended]).finally(() => (over = true));
  }

  /** Asks the program to end, and its whole group to go when it does not in time. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    this.#signal('SIGTERM');
    const killer = setTimeout(
      () => this.#signal('SIGKILL'),
      (this.#options.patienceSeconds ?? 15) * 1000,
    );
    await this.ended.catch(() => {});
    clearTimeout(killer);
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      // Ended in the meantime.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async #judgeEnd(code: number | null): Promise<void> {
    if (this.#stopping) return;
    const { name, logFile } = this.#options;
    const said = await readFile(logFile, 'utf8').catch(() => '');
    const how = code === null ? 'was ended' : `ended with code ${code}`;
    throw new DevError(
      'COMPONENT_FAILED',
      `${name} ${how}. It said last (${logFile}):\n${lastLines(
        said.trim(),
        15,
      )}`,
    );
  }
}
