import { z } from 'zod';
import type { ClusterNetwork } from '../cluster/clusterState';
import { DevError } from '../host/DevError';
import { freePort } from '../host/freePort';
import { runCommand } from '../host/runCommand';
import { linkName } from './linkNetwork';

const routesSchema = z.array(z.object({ dst: z.string() }));

/** Addresses for a new cluster that no route of this machine covers. */
export async function chooseNetwork(id: string): Promise<ClusterNetwork> {
  const { stdout } = await runCommand('ip', [
    '-json',
    'route',
    'show',
    'table',
    'all',
  ]);
  const routes = routesSchema.parse(JSON.parse(stdout)).map(route => route.dst);
  return { ...pickNetwork(id, routes), dnsPort: await freePort() };
}

/**
 * The first of the networks 10.200.0.0/16 … 10.249.0.0/16 that no route overlaps, divided into link, pods and services.
 *
 * @param routes destinations as `ip route` prints them: `default`, an address, or a CIDR.
 * @throws DevError `PORT_IN_USE` when all are taken.
 */
export function pickNetwork(
  id: string,
  routes: readonly string[],
): Omit<ClusterNetwork, 'dnsPort'> {
  const taken = routes.map(parseCidr).filter(range => range !== undefined);
  for (let second = 200; second < 250; second += 1) {
    const candidate = { start: address(10, second, 0, 0), size: 65_536 };
    if (taken.some(range => overlap(range, candidate))) continue;
    const prefix = `10.${second}`;
    return {
      hostAddress: `${prefix}.255.1`,
      nodeAddress: `${prefix}.255.2`,
      linkCidr: `${prefix}.255.0/30`,
      podCidr: `${prefix}.0.0/24`,
      serviceCidr: `${prefix}.128.0/20`,
      apiServiceAddress: `${prefix}.128.1`,
      dnsServiceAddress: `${prefix}.128.10`,
      interface: linkName(id),
    };
  }
  throw new DevError(
    'PORT_IN_USE',
    'All networks 10.200.0.0/16 to 10.249.0.0/16 are routed on this machine. Stop a cluster.',
  );
}

interface Range {
  readonly start: number;
  readonly size: number;
}

function parseCidr(text: string): Range | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [first, second, third, fourth] = match.slice(1, 5).map(Number);
  const size = 2 ** (32 - Number(match[5] ?? 32));
  // Everything is inside 0.0.0.0/0; a default route written so covers nothing in particular.
  if (size >= 2 ** 32) return undefined;
  return { start: address(first, second, third, fourth), size };
}

function address(
  first: number,
  second: number,
  third: number,
  fourth: number,
): number {
  return ((first * 256 + second) * 256 + third) * 256 + fourth;
}

function overlap(one: Range, other: Range): boolean {
  return (
    one.start < other.start + other.size && other.start < one.start + one.size
  );
}
