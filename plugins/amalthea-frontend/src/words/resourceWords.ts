import type {
  ProfileCost,
  ServerResources,
} from '@amalthea/plugin-amalthea-common';
import { formatBytes, formatCores, formatGpus } from '../format';

/** Cores, memory, GPUs: what a running server takes from the cluster. */
export interface ComputeAmount {
  readonly cpuCores?: number;
  readonly memoryBytes?: number;
  readonly gpus?: number;
}

/** `2 cores · 8 GiB · 1 GPU`; `No limits` when nothing is known. */
export function computeWords(amount: ComputeAmount): string {
  const parts = [
    amount.cpuCores === undefined ? undefined : formatCores(amount.cpuCores),
    amount.memoryBytes === undefined
      ? undefined
      : formatBytes(amount.memoryBytes),
    amount.gpus ? formatGpus(amount.gpus) : undefined,
  ].filter(part => part !== undefined);
  return parts.length > 0 ? parts.join(' · ') : 'No limits';
}

/** `20 GiB disk, kept when stopped`. */
export function diskWords(
  resources: Pick<ServerResources, 'diskBytes' | 'diskKept'>,
): string {
  if (resources.diskBytes === undefined) {
    return resources.diskKept
      ? 'Disk, kept when stopped'
      : 'No disk of its own';
  }
  const size = formatBytes(resources.diskBytes);
  return resources.diskKept
    ? `${size} disk, kept when stopped`
    : `${size} disk, emptied when stopped`;
}

/** `€0.42 an hour`. */
export function costWords(cost: ProfileCost): string {
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: cost.currency,
    maximumFractionDigits: 3,
  }).format(cost.perHour);
  return `${money} an hour`;
}
