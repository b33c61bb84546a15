const rfc3339 =
  /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * Reads a time that a person or a tool wrote.
 *
 * @param text - RFC 3339
 * @returns milliseconds since the epoch; `undefined` for what is no time
 */
export function parseTime(text: string | undefined): number | undefined {
  const milliseconds =
    text !== undefined && rfc3339.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

/**
 * The time of a request that is due.
 *
 * @param text - value of the annotation
 * @param now - milliseconds since the epoch
 * @returns milliseconds since the epoch; `undefined` for garbage and for what lies ahead
 */
export function requestedAt(
  text: string | undefined,
  now: number,
): number | undefined {
  const milliseconds = parseTime(text);
  return milliseconds !== undefined && milliseconds <= now
    ? milliseconds
    : undefined;
}
