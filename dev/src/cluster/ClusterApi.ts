import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import type { ClusterState } from './clusterState';

export interface ApiReply {
  readonly status: number;
  readonly body: string;
}

/** The few requests that starting a cluster takes, as its administrator; everything else uses `@amalthea/kube`. */
export class ClusterApi {
  private constructor(
    private readonly server: string,
    private readonly token: string,
    private readonly agent: Agent,
  ) {}

  static async open(state: ClusterState): Promise<ClusterApi> {
    const ca = await readFile(state.certificateAuthority, 'utf8');
    return new ClusterApi(
      state.server,
      state.tokens.system,
      new Agent({ ca, keepAlive: true }),
    );
  }

  /** Whether the API server says that it is ready; false while it does not answer. */
  async isReady(): Promise<boolean> {
    const reply = await this.send('GET', '/readyz').catch(() => undefined);
    return reply?.status === 200;
  }

  /** Whether the object at the path exists. */
  async exists(path: string): Promise<boolean> {
    return (await this.send('GET', path)).status === 200;
  }

  /** Server-side applies an object as the field manager of the cluster. */
  async apply(path: string, object: object): Promise<void> {
    const query = '?fieldManager=amalthea-cluster&force=true';
    const reply = await this.send(
      'PATCH',
      path + query,
      JSON.stringify(object),
      'application/apply-patch+yaml',
    );
    if (reply.status >= 300)
      throw new Error(
        `The API server refused ${path}: ${reply.status} ${reply.body}`,
      );
  }

  async get(path: string): Promise<unknown> {
    const reply = await this.send('GET', path);
    if (reply.status >= 300)
      throw new Error(
        `The API server refused ${path}: ${reply.status} ${reply.body}`,
      );
    return JSON.parse(reply.body);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    method: string,
    path: string,
    body?: string,
    contentType?: string,
  ): Promise<ApiReply> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        this.server + path,
        {
          method,
          agent: this.agent,
          timeout: 10_000,
          headers: {
            authorization: `Bearer ${this.token}`,
            ...(contentType ? { 'content-type': contentType } : {}),
          },
        },
        incoming => {
          let text = '';
          incoming.setEncoding('utf8');
          incoming.on('data', (chunk: string) => (text += chunk));
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, body: text }),
          );
          incoming.on('error', reject);
        },
      );
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error(`no answer to ${method} ${path} in 10 s`)),
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}
