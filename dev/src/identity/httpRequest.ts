import { request } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request with exactly these headers: `fetch` would write its own `Sec-Fetch-Mode`. */
export function httpRequest(
  url: URL,
  options: HttpRequest,
): Promise<HttpAnswer> {
  const { method, headers, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent: false,
        headers: {
          ...headers,
          ...(body === undefined
            ? {}
            : { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const received = new Headers();
          for (let index = 0; index < response.rawHeaders.length; index += 2) {
            received.append(
              response.rawHeaders[index] ?? '',
              response.rawHeaders[index + 1] ?? '',
            );
          }
          resolve({
            status: response.statusCode ?? 0,
            headers: received,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
