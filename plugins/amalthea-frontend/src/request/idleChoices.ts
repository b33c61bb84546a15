import type { Profile } from '@amalthea/plugin-amalthea-common';
import { formatDuration } from '../format';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

const usual = [
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  3 * DAY,
  7 * DAY,
] as const;

/**
 * The idle times worth offering within a profile's bounds: the usual ones, the bounds themselves,
 * the default, what is chosen now, and *never* where it is allowed.
 */
export function idleChoices(
  idle: Profile['idle'],
  chosenSeconds: number,
): ReadonlyArray<{ readonly id: string; readonly label: string }> {
  const within = [
    ...usual,
    idle.minimum,
    idle.maximum,
    idle.default,
    chosenSeconds,
  ].filter(
    seconds =>
      seconds > 0 && seconds >= idle.minimum && seconds <= idle.maximum,
  );
  const choices = [...new Set(within)]
    .sort((one, other) => one - other)
    .map(seconds => ({
      id: String(seconds),
      label: `After ${formatDuration(seconds)}`,
    }));
  return idle.mayNeverStop
    ? [...choices, { id: '0', label: 'Never' }]
    : choices;
}
