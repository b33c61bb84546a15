import { readFile, writeFile } from 'node:fs/promises';
import type { ClusterNetwork } from '../cluster/clusterState';
import { runCommand } from '../host/runCommand';

const forwardingFile = '/proc/sys/net/ipv4/ip_forward';

/** Name of the machine's end of the link of the cluster with that id. */
export function linkName(id: string): string {
  return `ama${id}`;
}

function comment(name: string): string {
  return `amalthea ${name}`;
}

/** Connects the box with the machine: a pair of interfaces, routes to pods and Services, and a way out for pods. */
export async function linkNetwork(
  network: ClusterNetwork,
  firstProcess: number,
): Promise<void> {
  const inside = (...command: string[]) =>
    runCommand('nsenter', [
      `--target=${firstProcess}`,
      '--net',
      '--',
      ...command,
    ]);
  const name = network.interface;
  const length = network.linkCidr.split('/')[1];
  await runCommand('ip', ['link', 'delete', name]).catch(() => {});
  await runCommand('ip', [
    'link',
    'add',
    name,
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    String(firstProcess),
  ]);
  await runCommand('ip', [
    'address',
    'add',
    `${network.hostAddress}/${length}`,
    'dev',
    name,
  ]);
  await runCommand('ip', ['link', 'set', name, 'up']);
  await inside(
    'ip',
    'address',
    'add',
    `${network.nodeAddress}/${length}`,
    'dev',
    'eth0',
  );
  await inside('ip', 'link', 'set', 'eth0', 'up');
  await inside('ip', 'route', 'add', 'default', 'via', network.hostAddress);
  await inside('sh', '-c', `echo 1 > ${forwardingFile}`);
  for (const range of [network.podCidr, network.serviceCidr]) {
    await runCommand('ip', [
      'route',
      'add',
      range,
      'via',
      network.nodeAddress,
      'dev',
      name,
    ]);
  }
  // A start that was killed and repeated may have added them before.
  await removeOutsideRules(name);
  for (const rule of outsideRules(network))
    await runCommand('iptables', ['--wait', ...rule]);
  if ((await readFile(forwardingFile, 'utf8')).trim() !== '1')
    await writeFile(forwardingFile, '1');
}

/** Removes the machine's end of the link of the cluster with that id, its routes and its firewall rules. */
export async function unlinkNetwork(id: string): Promise<void> {
  await removeOutsideRules(linkName(id));
  await runCommand('ip', ['link', 'delete', linkName(id)]).catch(() => {});
}

/** Finds them by their comment: neither addresses nor a description of the cluster are needed. */
async function removeOutsideRules(name: string): Promise<void> {
  for (const table of ['nat', 'filter']) {
    // A machine without iptables has no rules.
    const { stdout } = await runCommand('iptables', [
      '--wait',
      '--table',
      table,
      '--list-rules',
    ]).catch(() => ({ stdout: '' }));
    for (const rule of rulesOf(name, stdout))
      await runCommand('iptables', [
        '--wait',
        '--table',
        table,
        '--delete',
        ...rule,
      ]);
  }
}

/** The rules of the link of that name in what `iptables --list-rules` prints, each as words after `--delete`. */
export function rulesOf(name: string, listing: string): string[][] {
  return listing
    .split('\n')
    .filter(line => line.includes(` --comment "${comment(name)}"`))
    .map(line =>
      [...line.matchAll(/"([^"]*)"|(\S+)/g)]
        .map(([, quoted, bare]) => quoted ?? bare)
        .slice(1),
    );
}

/** The rules that let pods reach what the machine reaches, as words of iptables. */
function outsideRules(network: ClusterNetwork): readonly string[][] {
  const name = network.interface;
  const pods = `${network.podCidr.split('.').slice(0, 2).join('.')}.0.0/16`;
  const mark = ['--match', 'comment', '--comment', comment(name)];
  return [
    [
      '--table',
      'nat',
      '--append',
      'POSTROUTING',
      '--source',
      pods,
      '!',
      '--out-interface',
      name,
      ...mark,
      '--jump',
      'MASQUERADE',
    ],
    [
      '--append',
      'FORWARD',
      '--in-interface',
      name,
      ...mark,
      '--jump',
      'ACCEPT',
    ],
    [
      '--append',
      'FORWARD',
      '--out-interface',
      name,
      ...mark,
      '--jump',
      'ACCEPT',
    ],
  ];
}
