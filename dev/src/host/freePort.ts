import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { DevError } from './DevError';

// Below the range from which Linux takes the ports of outgoing connections: none of them can take a chosen port.
const lowestPort = 20_000;
const highestPort = 32_000;

/** A loopback port that nothing listens on now, and none of `taken`. */
export async function freePort(
  taken: ReadonlySet<number> = new Set(),
): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(lowestPort, highestPort);
    if (!taken.has(port) && (await isPortFree(port))) return port;
  }
  throw new DevError(
    'PORT_IN_USE',
    `No port between ${lowestPort} and ${highestPort} is free on this machine.`,
  );
}

/** As many different free loopback ports as asked for. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort(ports));
  return [...ports];
}

/** Whether this process could listen on the port, by default of 127.0.0.1. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/**
 * Checks that a port somebody asked for can be had.
 *
 * @param remedy - what else to do than to end what uses it
 * @throws DevError `PORT_IN_USE`
 */
export async function requireFreePort(
  port: number,
  purpose: string,
  remedy = 'choose another',
): Promise<void> {
  if (await isPortFree(port)) return;
  throw new DevError(
    'PORT_IN_USE',
    `Port ${port} of 127.0.0.1, wanted for ${purpose}, is in use (or not allowed). End what uses it, or ${remedy}.`,
  );
}
