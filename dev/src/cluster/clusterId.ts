import { createHash } from 'node:crypto';

/**
 * Short and unique on this machine: part of the names that a cluster has outside its directory. It follows from the
 * directory, so that what a cluster left can be found when its description is lost.
 */
export function clusterId(directory: string): string {
  return createHash('sha256').update(directory).digest('hex').slice(0, 8);
}
