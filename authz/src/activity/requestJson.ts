import { Agent, request } from 'node:http';

export interface JsonAnswer {
  readonly status: number;
  /** Undefined when it is no JSON. */
  readonly body: unknown;
}

/** Asks the server for a path; undefined when there is no answer in time. Never rejects. */
export type JsonRequest = (path: string) => Promise<JsonAnswer | undefined>;

export interface JsonRequestTarget {
  readonly host: string;
  readonly port: number;
  readonly authorization?: string;
}

const maximumBytes = 4 * 1024 * 1024;

/** Small questions of our own, apart from the connections that carry people's requests. */
export function jsonRequest(
  target: () => JsonRequestTarget,
  deadlineMilliseconds: number,
): JsonRequest {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 4,
    maxFreeSockets: 1,
    timeout: 30_000,
  });
  return path =>
    new Promise(resolve => {
      const { host, port, authorization } = target();
      const asked = request({
        agent,
        host,
        port,
        path,
        headers: authorization ? { authorization } : {},
        maxHeaderSize: 65_536,
      });
      const deadline = setTimeout(() => asked.destroy(), deadlineMilliseconds);
      const finish = (answer: JsonAnswer | undefined) => {
        clearTimeout(deadline);
        resolve(answer);
      };
      asked.on('error', () => finish(undefined));
      asked.on('response', answer => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > maximumBytes) asked.destroy();
          else chunks.push(chunk);
        });
        answer.on('error', () => finish(undefined));
        answer.on('close', () => finish(undefined));
        answer.on('end', () =>
          finish({
            status: answer.statusCode ?? 0,
            body: parsed(Buffer.concat(chunks).toString('utf8')),
          }),
        );
      });
      asked.end();
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
