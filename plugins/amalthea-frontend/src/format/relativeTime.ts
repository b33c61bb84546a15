import { formatDuration } from './duration';

/**
 * How far a moment is from now, in words: `just now`, `5 min ago`, `in 42 min`, `3 d ago`.
 *
 * One unit only: the exact time is always one hover away ({@link formatExactTime}).
 *
 * @param moment - the moment
 * @param now - the present, both as Date
 */
export function formatRelativeTime(moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) < 10) {
    return 'just now';
  }
  const distance = largestUnit(formatDuration(Math.abs(seconds)));
  return seconds > 0 ? `in ${distance}` : `${distance} ago`;
}

function largestUnit(duration: string): string {
  return duration.split(' ').slice(0, 2).join(' ');
}
