import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import {
  clusterStateFile,
  type ClusterIngress,
  type ClusterNetwork,
  type ClusterState,
} from '../cluster/clusterState';
import type { Component } from '../cluster/startComponent';
import { findProgram } from '../host/findProgram';
import { writeFileAtomically } from '../host/writeFileAtomically';
import { root } from '../root';
import { unpackedPackage } from '../packages/debianArchive';
import type { PackageOptions } from '../packages/debianPackages';
import { caddyConfig, ingressFiles } from './ingress/caddyConfig';
import { loopbackAddresses } from './ingress/loopbackAddresses';

/** The process of the add-ons, which runs from this repository's sources. */
export function addons(state: ClusterState): Component {
  const loader = join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs');
  return {
    name: 'addons',
    program: process.execPath,
    args: [
      '--import',
      loader,
      join(root, 'dev', 'src', 'addons', 'main.ts'),
      clusterStateFile(state.directory),
    ],
    outsideBox: true,
  };
}

/** The proxy of the ingress: the machine's Caddy, or the one of its Debian package, not installed but unpacked. */
export async function caddy(
  state: ClusterState,
  ingress: ClusterIngress,
  network: ClusterNetwork,
  options: PackageOptions,
): Promise<Component> {
  const files = ingressFiles(state.directory);
  await mkdir(files.data, { recursive: true, mode: 0o700 });
  await writeFileAtomically(
    files.config,
    JSON.stringify(
      caddyConfig(ingress, network, loopbackAddresses(networkInterfaces())),
      undefined,
      2,
    ),
  );
  return {
    name: 'caddy',
    program: await findCaddy(options),
    args: ['run', `--config=${files.config}`],
    env: {
      HOME: files.data,
      XDG_DATA_HOME: files.data,
      XDG_CONFIG_HOME: files.data,
    },
    outsideBox: true,
  };
}

// Installing the package would start a web server on port 80 of the machine.
async function findCaddy(options: PackageOptions): Promise<string> {
  const installed = await findProgram('caddy', options.environment);
  if (installed) return installed;
  return join(
    await unpackedPackage({ name: 'caddy', version: '2.6.2-5' }, options),
    'usr',
    'bin',
    'caddy',
  );
}
