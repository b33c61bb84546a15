/**
 * The exact moment for a tooltip, in the reader's time zone with the zone's name:
 * `24 Nov 2026, 10:12:33 CET`.
 *
 * @param moment - the moment
 * @param timeZone - an IANA zone; the browser's when left out
 */
export function formatExactTime(moment: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(moment);
}

/**
 * The time of day, for sentences about something recent: `10:12`. On another day than today the
 * date comes first: `23 Nov, 10:12`.
 *
 * @param moment - the moment
 * @param now - the present
 * @param timeZone - an IANA zone; the browser's when left out
 */
export function formatClockTime(
  moment: Date,
  now: Date,
  timeZone?: string,
): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone,
  });
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(moment);
  const sameDay =
    day.format(moment) === day.format(now) &&
    Math.abs(moment.getTime() - now.getTime()) < 86_400_000;
  return sameDay ? clock : `${day.format(moment)}, ${clock}`;
}
