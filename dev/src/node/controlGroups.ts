import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const mountPoint = '/sys/fs/cgroup';
const busyLimitMilliseconds = 20_000;

/** Name of the control group, in every hierarchy, below which the node keeps its pods. */
export function controlGroup(id: string): string {
  return `amalthea-${id}`;
}

/** Makes the node's control group in each hierarchy of version 1, or in the one of version 2. */
export async function makeControlGroups(id: string): Promise<void> {
  for (const hierarchy of await hierarchies()) {
    const group = join(hierarchy, controlGroup(id));
    await mkdir(group, { recursive: true });
    // A version 1 cpuset group takes no process before it has both; a new one has neither.
    for (const file of ['cpuset.cpus', 'cpuset.mems'])
      await copyIfEmpty(join(hierarchy, file), join(group, file));
    // A version 2 group hands only these controllers to the groups below it.
    for (const folder of [hierarchy, group]) await enableControllers(folder);
  }
}

/** Removes the node's control groups, deepest first. Their processes must have ended. */
export async function removeControlGroups(id: string): Promise<void> {
  for (const hierarchy of await hierarchies())
    await removeGroup(join(hierarchy, controlGroup(id)));
}

async function hierarchies(): Promise<string[]> {
  const entries = await readdir(mountPoint, { withFileTypes: true });
  if (entries.some(entry => entry.name === 'cgroup.controllers'))
    return [mountPoint];
  return entries
    .filter(entry => entry.isDirectory())
    .map(entry => join(mountPoint, entry.name));
}

async function removeGroup(group: string): Promise<void> {
  const entries = await readdir(group, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) await removeGroup(join(group, entry.name));
  }
  await removeEmptyGroup(group);
}

/** The kernel calls a group busy for a moment after its last process has ended. */
async function removeEmptyGroup(group: string): Promise<void> {
  const deadline = performance.now() + busyLimitMilliseconds;
  for (;;) {
    try {
      await rmdir(group);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || performance.now() > deadline) throw error;
      await delay(50);
    }
  }
}

async function copyIfEmpty(source: string, target: string): Promise<void> {
  const present = await readFile(target, 'utf8').catch(() => undefined);
  if (present?.trim() === '')
    await writeFile(target, await readFile(source, 'utf8'));
}

async function enableControllers(folder: string): Promise<void> {
  const controllers = await readFile(
    join(folder, 'cgroup.controllers'),
    'utf8',
  ).catch(() => '');
  for (const controller of controllers.split(/\s+/).filter(Boolean)) {
    // One that is bound elsewhere, or a group that holds processes, refuses; the kubelet then says what it lacks.
    await writeFile(
      join(folder, 'cgroup.subtree_control'),
      `+${controller}`,
    ).catch(() => {});
  }
}
