import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { DevError } from '../host/DevError';

/**
 * Which processes belong to a cluster is read from the kernel's process table: each carries, in its environment, the
 * cluster's directory and the name of its component, and hands both on to its children. There are no process id files
 * that could be stale, and a start that is killed between two steps leaves nothing that cannot be found.
 */
export const componentVariable = 'AMALTHEA_CLUSTER_COMPONENT';

export interface ComponentProcess {
  readonly pid: number;
  readonly component: string;
}

/** The value of {@link componentVariable} for a component of the cluster in that directory. */
export function componentMark(directory: string, component: string): string {
  return `${component}@${directory}`;
}

/** The component that the environment block of a process (`NAME=value\0…`) names, if it is one of this cluster's. */
export function componentOf(
  environmentBlock: string,
  directory: string,
): string | undefined {
  const prefix = `${componentVariable}=`;
  const variable = environmentBlock
    .split('\0')
    .find(entry => entry.startsWith(prefix));
  const suffix = `@${directory}`;
  if (!variable?.endsWith(suffix)) return undefined;
  return variable.slice(prefix.length, -suffix.length);
}

/** All processes of the cluster in that directory. */
export async function componentProcesses(
  directory: string,
): Promise<ComponentProcess[]> {
  const entries = await readdir('/proc');
  const found = await Promise.all(
    entries
      .filter(entry => /^\d+$/.test(entry))
      .map(entry => readComponent(Number(entry), directory)),
  );
  return found.filter(process => process !== undefined);
}

/** The directories, in the folder or below it, of clusters of which something runs. */
export async function clustersBelow(folder: string): Promise<string[]> {
  const mark = new RegExp(`^${componentVariable}=[^@]*@(.*)$`);
  const directories = new Set<string>();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const block = await readFile(`/proc/${entry}/environ`, 'utf8').catch(
      () => '',
    );
    for (const variable of block.split('\0')) {
      const directory = mark.exec(variable)?.[1];
      if (directory?.startsWith(`${folder}/`)) directories.add(directory);
    }
  }
  return [...directories];
}

/** Whether a component of that name runs for any cluster on this machine that this user can see. */
export async function runsAnywhere(component: string): Promise<boolean> {
  const mark = `${componentVariable}=${component}@`;
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const block = await readFile(`/proc/${entry}/environ`, 'utf8').catch(
      () => '',
    );
    if (block.split('\0').some(variable => variable.startsWith(mark)))
      return true;
  }
  return false;
}

/**
 * Ends the processes of a cluster, or of some of its components, at once. Each is looked at again right before, so that
 * a process id which the kernel has given to somebody else meanwhile is left alone.
 *
 * @throws DevError `CLUSTER_BUSY` when some are still there after ten seconds.
 */
export async function killComponents(
  directory: string,
  components?: ReadonlySet<string>,
): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const all = await componentProcesses(directory);
    const alive = all.filter(
      ({ component }) => !components || components.has(component),
    );
    if (alive.length === 0) return;
    for (const { pid } of alive) {
      if (await readComponent(pid, directory)) kill(pid);
    }
    await delay(50);
  }
  throw new DevError(
    'CLUSTER_BUSY',
    `Processes of the cluster in ${directory} cannot be ended. Try again as their user.`,
  );
}

async function readComponent(
  pid: number,
  directory: string,
): Promise<ComponentProcess | undefined> {
  try {
    const component = componentOf(
      await readFile(`/proc/${pid}/environ`, 'utf8'),
      directory,
    );
    return component === undefined ? undefined : { pid, component };
  } catch {
    // It has ended meanwhile, or belongs to another user.
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
