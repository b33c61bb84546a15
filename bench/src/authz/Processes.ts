import { ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

export interface StartOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** The core that everything runs on; undefined leaves the choice to the kernel. */
  readonly core?: number;
}

/** A program under test with all its children: what they cost together. */
export class Processes {
  private log = '';
  readonly startedAtMilliseconds = performance.now();

  private constructor(
    private readonly child: ChildProcess,
    private readonly command: string,
  ) {}

  static start(
    command: string,
    args: readonly string[],
    options: StartOptions = {},
  ): Processes {
    const pinned =
      options.core === undefined
        ? [command, ...args]
        : ['taskset', '-c', String(options.core), command, ...args];
    const [program = command, ...rest] = pinned;
    const child = spawn(program, rest, {
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const processes = new Processes(child, command);
    const keep = (chunk: Buffer) => {
      processes.log = `${processes.log}${chunk}`.slice(-4_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', error => keep(Buffer.from(String(error))));
    return processes;
  }

  /** Resolves when the question is answered; throws with what the program said when it ends or takes too long. */
  async until(
    isReady: () => Promise<boolean>,
    seconds: number = 20,
  ): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await isReady().catch(() => false))) {
      if (this.child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${this.command} did not start:\n${this.log}`);
      await new Promise(later => setTimeout(later, 5));
    }
  }

  /** CPU time so far, in microseconds, of the program and its children. */
  async cpuMicroseconds(): Promise<number> {
    let nanoseconds = 0;
    for (const id of await this.ids()) {
      for (const thread of await readdir(`/proc/${id}/task`).catch(() => [])) {
        const text = await readFile(
          `/proc/${id}/task/${thread}/schedstat`,
          'utf8',
        ).catch(() => '0');
        nanoseconds += Number(text.split(' ', 1)[0]);
      }
    }
    return nanoseconds / 1000;
  }

  /** Resident memory in megabytes. */
  async residentMegabytes(): Promise<number> {
    let kilobytes = 0;
    for (const id of await this.ids()) {
      const text = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0);
    }
    return kilobytes / 1024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => {
      this.child.once('exit', resolve);
    });
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await ended;
    clearTimeout(force);
  }

  private async ids(): Promise<readonly number[]> {
    const { pid } = this.child;
    if (pid === undefined) return [];
    const found = [pid];
    for (let index = 0; index < found.length; index += 1) {
      const text = await readFile(
        `/proc/${found[index]}/task/${found[index]}/children`,
        'utf8',
      ).catch(() => '');
      found.push(...text.split(' ').filter(Boolean).map(Number));
    }
    return found;
  }
}
