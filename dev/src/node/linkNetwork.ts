import { readFile, writeFile } from 'node:fs/promises';
import type { ClusterNetwork } from '../cluster/clusterState';
import { runCommand } from '../host/runCommand';

const forwardingFile = '/proc/sys/net/ipv4/ip_forward';

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
  await unlinkOutside(network);
  for (const rule of outsideRules(network))
    await runCommand('iptables', ['--wait', ...rule('--append')]);
  if ((await readFile(forwardingFile, 'utf8')).trim() !== '1')
    await writeFile(forwardingFile, '1');
}

/** Removes the machine's end of the link, its routes and its firewall rules. */
export async function unlinkNetwork(network: ClusterNetwork): Promise<void> {
  await unlinkOutside(network);
  await runCommand('ip', ['link', 'delete', network.interface]).catch(() => {});
}

async function unlinkOutside(network: ClusterNetwork): Promise<void> {
  for (const rule of outsideRules(network)) {
    // A start that was killed and repeated may have added a rule more than once.
    for (let found = true; found; ) {
      found = await runCommand('iptables', [
        '--wait',
        ...rule('--delete'),
      ]).then(
        () => true,
        () => false,
      );
    }
  }
}

type Rule = (action: '--append' | '--delete') => string[];

/** The rules that let pods reach what the machine reaches. */
export function outsideRules(network: ClusterNetwork): readonly Rule[] {
  const name = network.interface;
  const pods = `${network.podCidr.split('.').slice(0, 2).join('.')}.0.0/16`;
  const comment = ['--match', 'comment', '--comment', `amalthea ${name}`];
  return [
    action => [
      '--table',
      'nat',
      action,
      'POSTROUTING',
      '--source',
      pods,
      '!',
      '--out-interface',
      name,
      ...comment,
      '--jump',
      'MASQUERADE',
    ],
    action => [
      action,
      'FORWARD',
      '--in-interface',
      name,
      ...comment,
      '--jump',
      'ACCEPT',
    ],
    action => [
      action,
      'FORWARD',
      '--out-interface',
      name,
      ...comment,
      '--jump',
      'ACCEPT',
    ],
  ];
}
