import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface LockOptions {
  readonly signal?: AbortSignal;
  /** Called once when somebody else holds the lock. */
  readonly onWait?: () => void;
}

export interface Lock {
  release(): Promise<void>;
}

/**
 * Waits until this process is the only one of its user on this machine that holds the lock of that name.
 *
 * The lock is a Linux abstract socket: the kernel grants it to one process and takes it back when that process ends,
 * however it ends, so there is no stale lock to find and no file to clean up.
 */
export async function acquireLock(
  name: string,
  options: LockOptions = {},
): Promise<Lock> {
  let waiting = false;
  for (;;) {
    options.signal?.throwIfAborted();
    const lock = await tryAcquireLock(name);
    if (lock) return lock;
    if (!waiting) options.onWait?.();
    waiting = true;
    await delay(100, undefined, { signal: options.signal });
  }
}

/** The same without waiting: undefined when somebody else holds the lock. */
export async function tryAcquireLock(name: string): Promise<Lock | undefined> {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 40);
  const server = await tryListen(
    `\0amalthea-${process.getuid?.() ?? 0}-${digest}`,
  );
  if (!server) return undefined;
  // The lock alone shall not keep the process alive.
  server.unref();
  return {
    release: () => new Promise(resolve => server.close(() => resolve())),
  };
}

function tryListen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: address, exclusive: true }, () => resolve(server));
  });
}
