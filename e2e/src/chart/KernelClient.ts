import type { ClusterState } from '@amalthea/dev';
import { httpRequest } from '@amalthea/dev/src/identity';
import { z } from 'zod';
import { eventually } from '../product/eventually';

/** The token of `examples/01-minimal-token.yaml`. */
const token = 'swordfish';

const kernelSchema = z.object({ id: z.string() });

/** A kernel that somebody has started: what they would lose with a restart. */
export class KernelClient {
  private constructor(
    private readonly port: number,
    private readonly url: URL,
    private readonly id: string,
  ) {}

  /** Starts a kernel of the server with that URL, by the cluster's ingress. */
  static async start(
    cluster: ClusterState,
    serverUrl: string,
  ): Promise<KernelClient> {
    const port = cluster.ingress?.port ?? 0;
    const url = new URL(serverUrl);
    // The ingress hears of a new server a moment after its users do.
    const { text } = await eventually(async () => {
      const answer = await ask(port, url, 'POST', '/api/kernels');
      if (answer.status !== 201)
        throw new Error(`No kernel: ${answer.status} ${answer.text}`);
      return answer;
    }, 30);
    const { id } = kernelSchema.parse(JSON.parse(text));
    return new KernelClient(port, url, id);
  }

  async isAlive(): Promise<boolean> {
    const answer = await ask(
      this.port,
      this.url,
      'GET',
      `/api/kernels/${this.id}`,
    );
    return answer.status === 200;
  }
}

function ask(port: number, server: URL, method: string, path: string) {
  const url = new URL(`http://127.0.0.1:${port}${server.pathname}${path}`);
  return httpRequest(url, {
    method,
    headers: { host: server.host, authorization: `token ${token}` },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
}
