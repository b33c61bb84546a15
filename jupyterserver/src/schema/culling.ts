import { z } from 'zod';

const seconds = (title: string, description: string) =>
  z.int().min(0).default(0).meta({ title, description, format: 'int64' });

/** spec.culling; all times in seconds, 0 switches the rule off. */
export const cullingSchema = z.object({
  idleSecondsThreshold: seconds(
    'Stop when idle for',
    'Seconds without activity after which the server is hibernated; 0: never.',
  ),
  maxAgeSecondsThreshold: seconds(
    'Stop at age',
    'Seconds since its start after which the server is hibernated, used or not; 0: never.',
  ),
  startingSecondsThreshold: seconds(
    'Give up starting after',
    'Seconds in the state starting after which the server is hibernated; 0: never.',
  ),
  failedSecondsThreshold: seconds(
    'Give up failing after',
    'Seconds in the state failed after which the server is hibernated; 0: never.',
  ),
  hibernatedSecondsThreshold: seconds(
    'Delete when stopped for',
    'Seconds in hibernation after which the server is deleted; 0: never.',
  ),
  cpuMillicoresIdleThreshold: z.int().min(0).optional().meta({
    title: 'CPU that counts as idle',
    description:
      "Thousandths of a core up to which the server counts as idle. Absent: the operator's own setting.",
    format: 'int64',
  }),
});
