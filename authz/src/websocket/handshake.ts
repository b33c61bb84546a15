import { createHash } from 'node:crypto';
import { ResponseHead } from '../upstream';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** What `Sec-WebSocket-Accept` must be for a key (RFC 6455, section 4.2.2). */
export function acceptFor(key: string): string {
  return createHash('sha1')
    .update(key + guid)
    .digest('base64');
}

/** Whether an answer really opened the WebSocket that was asked for. */
export function isAccepted(head: ResponseHead, key: string): boolean {
  return (
    head.status === 101 &&
    only(head, 'upgrade')?.toLowerCase() === 'websocket' &&
    (only(head, 'connection')
      ?.toLowerCase()
      .split(/ *, */)
      .includes('upgrade') ??
      false) &&
    only(head, 'sec-websocket-accept') === acceptFor(key)
  );
}

function only({ rawHeaders }: ResponseHead, name: string): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() !== name) continue;
    if (found !== undefined) return undefined;
    found = rawHeaders[index + 1];
  }
  return found;
}
