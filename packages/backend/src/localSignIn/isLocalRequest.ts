import type { IncomingMessage } from 'node:http';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a request comes from a program on this machine that meant this machine: over loopback, not through a proxy,
 * and by a loopback name (a foreign name that resolves to 127.0.0.1 is DNS rebinding).
 */
export function isLocalRequest(
  request: Pick<IncomingMessage, 'headers'> & {
    readonly socket: { readonly remoteAddress?: string };
  },
): boolean {
  const { headers, socket } = request;
  const address = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const isLoopback = address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
  const wasForwarded = Object.keys(headers).some(
    name => name === 'forwarded' || name.startsWith('x-forwarded-'),
  );
  const host = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  return isLoopback && !wasForwarded && loopbackNames.includes(host);
}
