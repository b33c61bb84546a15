import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { acquireLock } from '../host/acquireLock';
import { DevError } from '../host/DevError';
import { isExecutable } from '../host/findProgram';
import { requireDiskSpace, saysDiskFull } from '../host/freeDiskSpace';
import type { Progress } from '../host/progress';
import { lastLines, runCommand } from '../host/runCommand';
import type { Environment } from '../host/userDirectories';
import { makeFolder } from '../host/makeFolder';
import { findGo } from './goCommand';
import type { MissingTools } from './locateTools';
import type { Tool } from './toolCatalogue';

export interface BuildRequest extends MissingTools {
  readonly environment: Environment;
  readonly goFolders?: readonly string[];
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** What building a module takes from cold: disk for Go's modules, its build cache and the programs; time on two cores. */
interface BuildCost {
  readonly bytes: number;
  readonly time: string;
}

// Measured on Debian 12 on x64, and a fifth more.
const largeCost: BuildCost = { bytes: 5e9, time: 'about 6 minutes' };
const ordinaryCost: BuildCost = { bytes: 1e9, time: 'about a minute' };
const costs: Readonly<Record<string, BuildCost>> = {
  kubernetes: largeCost,
  argocd: largeCost,
  pause: { bytes: 0.1e9, time: 'some seconds' },
};

/** Bytes of disk that building the missing programs may take. */
export function buildBytes(missing: readonly MissingTools[]): number {
  return missing.reduce((sum, { tools }) => sum + costOf(tools).bytes, 0);
}

function costOf([{ module }]: readonly Tool[]): BuildCost {
  return costs[module] ?? ordinaryCost;
}

const reportEveryMilliseconds = 5_000;

/**
 * Builds the tools that are not in the destination yet. Two processes never build the same module at once,
 * and a program appears under its name only when it is whole.
 *
 * @throws DevError `GO_MISSING`, `DISK_FULL`, `BUILD_FAILED` or `NETWORK_UNAVAILABLE`.
 */
export async function buildTools(request: BuildRequest): Promise<void> {
  const { destination, progress, recipe } = request;
  await makeFolder(destination);
  const lock = await acquireLock(destination, {
    signal: request.signal,
    onWait: () =>
      progress(
        `waiting for another process that builds ${names(request.tools)}`,
      ),
  });
  try {
    const missing: Tool[] = [];
    for (const tool of request.tools) {
      if (!(await isExecutable(join(destination, tool.name))))
        missing.push(tool);
    }
    if (missing.length === 0) return;
    await removeScratch(destination);
    const go = await findGo(request.environment, request.goFolders);
    await requireDiskSpace(
      destination,
      buildBytes([request]),
      `Building ${names(missing)}`,
    );
    const started = performance.now();
    progress(
      `building ${names(missing)} ${
        recipe.version
      } (once for this machine; from cold ${
        costOf(missing).time
      } on two cores)`,
    );
    const scratch = await mkdtemp(join(destination, '.build-'));
    try {
      await build(go, missing, scratch, request);
      for (const tool of missing) {
        await rename(
          join(scratch, programFile(tool.goPackage)),
          join(destination, tool.name),
        );
      }
    } finally {
      // Compilers of a build that was interrupted may write for a moment yet.
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    }
    progress(`built ${label(missing)} in ${seconds(started)} s`);
  } finally {
    await lock.release();
  }
}

/** What a build that was killed has left. The lock says that none is under way. */
async function removeScratch(destination: string): Promise<void> {
  for (const name of await readdir(destination)) {
    if (name.startsWith('.build-'))
      await rm(join(destination, name), { recursive: true, force: true });
  }
}

async function build(
  go: string,
  tools: readonly Tool[],
  output: string,
  request: BuildRequest,
): Promise<void> {
  const started = performance.now();
  let fetched = 0;
  let compiled = 0;
  let lastReport = started;
  const reportLine = (line: string) => {
    if (line.startsWith('go: ')) fetched += 1;
    else compiled += 1;
    if (performance.now() - lastReport < reportEveryMilliseconds) return;
    lastReport = performance.now();
    request.progress(
      `building ${label(tools)}: ${
        fetched > 0 ? `${fetched} modules fetched, ` : ''
      }${compiled} packages compiled, ${seconds(started)} s`,
    );
  };
  try {
    await runCommand(
      go,
      [
        'build',
        '-v',
        '-mod=readonly',
        '-trimpath',
        '-buildvcs=false',
        `-ldflags=${request.recipe.linkerFlags}`,
        `-o=${output}/`,
        ...tools.map(tool => tool.goPackage),
      ],
      {
        cwd: request.moduleDirectory,
        // GOTOOLCHAIN=auto fetches the Go version that go.mod asks for, where it is newer than the machine's.
        env: {
          ...request.environment,
          // Where a person's environment says otherwise: Go needs a home, and the programs run on this machine.
          HOME: request.environment.HOME || homedir(),
          GOOS: process.platform,
          GOARCH: process.arch === 'x64' ? 'amd64' : process.arch,
          GO111MODULE: 'on',
          CGO_ENABLED: '0',
          GOFLAGS: '',
          GOWORK: 'off',
          GOTOOLCHAIN: 'auto',
          // A build that is ended leaves its files; these go with the folder.
          GOTMPDIR: output,
        },
        niceness: 5,
        signal: request.signal,
        onErrorLine: reportLine,
      },
    );
  } catch (error) {
    request.signal?.throwIfAborted();
    throw explain(error, tools);
  }
}

function explain(error: unknown, tools: readonly Tool[]): DevError {
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (saysDiskFull(message)) {
    return new DevError(
      'DISK_FULL',
      `The disk became full while building ${names(tools)}. Free some space.`,
      options,
    );
  }
  if (
    /dial tcp|proxyconnect|TLS handshake|no such host|i\/o timeout/.test(
      message,
    )
  ) {
    return new DevError(
      'NETWORK_UNAVAILABLE',
      `Go modules for ${names(
        tools,
      )} could not be fetched. Check the network, or GOPROXY.\n${lastLines(
        message,
        3,
      )}`,
      options,
    );
  }
  return new DevError(
    'BUILD_FAILED',
    `${names(tools)} could not be built.\n${lastLines(message, 20)}`,
    options,
  );
}

/** The file name that `go build -o folder/` gives to a package: its last element that is not a major version. */
export function programFile(goPackage: string): string {
  const elements = goPackage.split('/');
  const last = elements.at(-1) ?? '';
  return /^v\d+$/.test(last) ? elements.at(-2) ?? last : last;
}

function names(tools: readonly Tool[]): string {
  return tools.map(tool => tool.name).join(', ');
}

/** Short enough for a line of progress: the module, where it has several programs. */
function label(tools: readonly Tool[]): string {
  return tools.length > 1 ? tools[0].module : names(tools);
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
