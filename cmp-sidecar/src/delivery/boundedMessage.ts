/**
 * Bytes of a message on the wire. It travels percent-encoded in an HTTP/2 trailer, for which 16 KiB is a bound that
 * proxies and servers commonly keep, and ends in the Application's status.
 */
export const messageBytes = 8 * 1024;

/** Room for the line that says how much was left out. */
const remainderBytes = 80;

function encodedBytes(text: string): number {
  return encodeURI(text).length;
}

/** Control characters except the end of a line, and the line ends that only Unicode knows. */
const unprintable = /(?!\n)[\p{Cc}\u2028\u2029]+/gu;

function printable(text: string): string {
  return text.toWellFormed().replace(unprintable, ' ');
}

function shortened(line: string, bytes: number): string {
  let end = Math.min(line.length, bytes);
  while (end > 0 && encodedBytes(line.slice(0, end).toWellFormed()) > bytes)
    end = Math.floor(end * 0.9);
  return `${line.slice(0, end).toWellFormed()}…`;
}

/**
 * Makes a message fit: control characters become spaces, a very long line is cut, and lines that do not fit are counted
 * instead of shown.
 */
export function boundedMessage(
  message: string,
  limitBytes = messageBytes,
): string {
  const lines = printable(message).split('\n');
  const longestLine = Math.floor(limitBytes / 4);
  const kept: string[] = [];
  let bytes = 0;
  for (const [index, line] of lines.entries()) {
    const fitting =
      encodedBytes(line) > longestLine ? shortened(line, longestLine) : line;
    bytes += encodedBytes(fitting) + 3;
    const isLast = index === lines.length - 1;
    if (bytes > limitBytes - (isLast ? 0 : remainderBytes)) {
      kept.push(`… and ${lines.length - index} more.`);
      break;
    }
    kept.push(fitting);
  }
  return kept.join('\n');
}
