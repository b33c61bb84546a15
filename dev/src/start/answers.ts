import { request } from 'node:http';

/** Whether the address answers with 200; false while nothing listens. */
export function answers(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return new Promise(resolve => {
    const outgoing = request(url, { timeout: 5_000, headers }, incoming => {
      incoming.resume();
      resolve(incoming.statusCode === 200);
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(false));
    outgoing.end();
  });
}
