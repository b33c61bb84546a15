import { readFile } from 'node:fs/promises';

/** What a process has used so far. */
export interface ProcessUsage {
  readonly cpuMilliseconds: number;
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
}

/** Linux counts CPU time of processes in hundredths of a second. */
const ticksPerSecond = 100;

/** Reads what a process has used, from /proc. */
export async function processUsage(pid: number): Promise<ProcessUsage> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  // The name in parentheses may hold spaces; what follows it does not. proc(5): utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  return {
    cpuMilliseconds: (ticks * 1000) / ticksPerSecond,
    residentBytes: kilobytes('VmRSS') * 1024,
    peakResidentBytes: kilobytes('VmHWM') * 1024,
  };
}
