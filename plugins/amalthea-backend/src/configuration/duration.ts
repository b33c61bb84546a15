import { durationToMilliseconds } from '@backstage/types';
import { z } from 'zod';

const secondsByUnit: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** A duration such as `30m`, `1h` or `{ hours: 1 }`, as seconds. */
export const durationSecondsSchema = z.union(
  [
    z
      .string()
      .regex(/^\d+(s|m|h|d)$/)
      .transform(
        text => Number(text.slice(0, -1)) * secondsByUnit[text.slice(-1)],
      ),
    z
      .strictObject({
        days: z.number().nonnegative().optional(),
        hours: z.number().nonnegative().optional(),
        minutes: z.number().nonnegative().optional(),
        seconds: z.number().nonnegative().optional(),
      })
      .transform(duration =>
        Math.round(durationToMilliseconds(duration) / 1000),
      ),
  ],
  { error: 'Use a duration such as 30m, 12h, 7d, or { hours: 1 }.' },
);
