const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in the two largest units that matter: `45 s`, `42 min`, `1 h 30 min`, `3 d 4 h`.
 *
 * Rounds down, so that a promise ("stops in 42 min") is never longer than what is left.
 *
 * @param seconds - the length in seconds; negative lengths count as none
 */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return `${Math.floor(whole / MINUTE)} min`;
  }
  if (whole < DAY) {
    return join(
      [Math.floor(whole / HOUR), 'h'],
      [Math.floor((whole % HOUR) / MINUTE), 'min'],
    );
  }
  return join(
    [Math.floor(whole / DAY), 'd'],
    [Math.floor((whole % DAY) / HOUR), 'h'],
  );
}

function join(
  large: readonly [number, string],
  small: readonly [number, string],
): string {
  return small[0] === 0
    ? large.join(' ')
    : `${large.join(' ')} ${small.join(' ')}`;
}
