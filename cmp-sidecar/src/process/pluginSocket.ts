import { connect } from 'node:net';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
} from 'node:fs/promises';
import { join } from 'node:path';

/** `sun_path` of a unix socket's address, without its closing zero. */
const longestSocketPath = 107;

/** A socket cannot be put into its place. */
export class SocketError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SocketError';
  }
}

function isMissing(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ENOENT'
  );
}

/** Does something in the directory of sockets; says what to do when it cannot. */
async function inDirectory<T>(
  directory: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SocketError(
      `${directory}: no socket can be made here (${reason}). Mount repo-server's volume of plugins there, writable for ` +
        'the user of the sidecar, or set ARGOCD_PLUGINSOCKFILEPATH to where it is.',
      { cause: error },
    );
  }
}

/** Whether somebody answers at a socket's path. */
function isServed(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export interface PluginSocketOptions {
  /** The directory that repo-server looks in. */
  readonly directory: string;
  /** The plugin's name, which is the file's name without `.sock`. */
  readonly name: string;
  /** Permissions of the socket; who may write to it may connect. */
  readonly mode: number;
}

/**
 * The plugin's place in repo-server's directory. The socket is bound in a hidden directory next to it and moved over
 * when it listens, so that whoever sees it can connect, and a successor replaces it without a gap.
 */
export class PluginSocket {
  private constructor(
    /** Where repo-server finds the socket. */
    readonly path: string,
    /** Where to bind it. */
    readonly bindPath: string,
    private readonly stagingDirectory: string,
    private readonly mode: number,
    private inode: number | bigint | undefined,
  ) {}

  /**
   * Prepares the place: makes the directory, removes what a killed predecessor left.
   *
   * @throws SocketError when a living process serves the socket, when something else is at its path, or when the path
   * is too long for a socket.
   */
  static async prepare({
    directory,
    name,
    mode,
  }: PluginSocketOptions): Promise<PluginSocket> {
    const path = join(directory, `${name}.sock`);
    const stagingPrefix = `.${name}-`;
    const longest = join(directory, `${stagingPrefix}XXXXXX`, 's');
    for (const candidate of [path, longest]) {
      if (Buffer.byteLength(candidate) > longestSocketPath) {
        throw new SocketError(
          `${candidate}: longer than the ${longestSocketPath} bytes that a unix socket's path may have. Set ` +
            'ARGOCD_PLUGINSOCKFILEPATH to a shorter directory.',
        );
      }
    }
    await inDirectory(directory, () => mkdir(directory, { recursive: true }));
    const found = await lstat(path).catch(error => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (found && !found.isSocket()) {
      throw new SocketError(
        `${path}: there is a file that is no socket. Remove it, or name another directory.`,
      );
    }
    if (found && (await isServed(path))) {
      throw new SocketError(
        `${path}: another process serves this socket. Stop it first.`,
      );
    }
    for (const entry of await readdir(directory)) {
      if (entry.startsWith(stagingPrefix))
        await rm(join(directory, entry), { recursive: true, force: true });
    }
    const stagingDirectory = await inDirectory(directory, () =>
      mkdtemp(join(directory, stagingPrefix)),
    );
    return new PluginSocket(
      path,
      join(stagingDirectory, 's'),
      stagingDirectory,
      mode,
      undefined,
    );
  }

  /** Moves the bound socket into its place. */
  async publish(): Promise<void> {
    await chmod(this.bindPath, this.mode);
    this.inode = (await lstat(this.bindPath)).ino;
    await rename(this.bindPath, this.path);
    await rm(this.stagingDirectory, { recursive: true, force: true });
  }

  /** Takes the socket away, unless a successor has put its own there. */
  async withdraw(): Promise<void> {
    await rm(this.stagingDirectory, { recursive: true, force: true });
    const found = await lstat(this.path).catch(() => undefined);
    if (found && found.ino === this.inode) await rm(this.path, { force: true });
  }
}
