import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterState } from '../cluster/clusterState';
import { componentProcesses } from '../cluster/componentProcesses';
import type { Component } from '../cluster/startComponent';
import { shellWord } from '../host/shellWord';

/**
 * A cluster with a real node lives in a box: a process, mount, network and IPC namespace of its own. When the first
 * process of the box ends, however it ends, the kernel ends all others and takes mounts, bridge, links and firewall
 * rules back; that is what makes `down` complete, and several clusters invisible to each other.
 */
export const boxComponent = 'node-box';

// What containerd, runc, the CNI plug-ins and the kubelet write outside the cluster's directory, whatever they are told.
export const privateFolders = [
  '/var/log',
  '/var/lib/cni',
  '/var/lib/kubelet',
  '/var/lib/containerd',
];

/** A file that only a box whose mounts are made has. */
export const readyFile = '/run/amalthea-node-box';

/** Held while a box covers the folders, and while they are removed. */
export const boxFoldersLock = 'folders of node boxes';

/** The first process of the box: sets the mounts up, then takes in the orphans of containerd's shims. */
export function nodeBox(state: ClusterState): Component {
  const script = [
    'set -e',
    'mount --make-rshared /',
    'mount -t tmpfs -o mode=755 tmpfs /run',
    'mkdir -p /run/lock /run/netns',
    ...privateFolders.flatMap(folder => {
      const replacement = join(
        state.directory,
        'node',
        folder.replaceAll('/', '-').slice(1),
      );
      return [
        `mkdir -p ${folder} ${shellWord(replacement)}`,
        `mount --bind ${shellWord(replacement)} ${folder}`,
      ];
    }),
    'ip link set lo up',
    `touch ${readyFile}`,
    'trap "exit 0" TERM',
    'sleep infinity &',
    // A shell that waits reaps every child, those which the kernel hands to it included.
    'while :; do wait; done',
  ].join('\n');
  return {
    name: boxComponent,
    program: 'unshare',
    args: [
      '--pid',
      '--mount',
      '--net',
      '--ipc',
      '--fork',
      '--kill-child',
      '--mount-proc',
      '--propagation=private',
      '/bin/sh',
      '-c',
      script,
    ],
  };
}

/** The process id, as the machine sees it, of the first process of a cluster's box; undefined when it has none. */
export async function boxProcess(
  directory: string,
): Promise<number | undefined> {
  for (const { pid, component } of await componentProcesses(directory)) {
    if (component !== boxComponent) continue;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(
      () => '',
    );
    if (isFirstInNamespace(status)) return pid;
  }
  return undefined;
}

/** Whether `/proc/<pid>/status` tells of a process that is number 1 in a namespace below the machine's. */
export function isFirstInNamespace(status: string): boolean {
  const ids = /^NSpid:\s*(.*)$/m.exec(status)?.[1].split(/\s+/) ?? [];
  return ids.length > 1 && ids.at(-1) === '1';
}

/** The same component, run inside the box. */
export function inBox(component: Component, firstProcess: number): Component {
  const namespaces = ['--pid', '--mount', '--net', '--ipc'];
  return {
    ...component,
    program: 'nsenter',
    args: [
      `--target=${firstProcess}`,
      ...namespaces,
      '--',
      component.program,
      ...component.args,
    ],
  };
}
