import { Authz, createGate, parseConfig, silentLogger } from '../src';
import type { ActivityReport } from '../src';
import { freePort, JupyterLab } from './JupyterLab';

export const token = 'swordfish-of-jupyter';
const basePath = '/user/ada';

/** A real JupyterLab behind a real authz in token mode. */
export class GuardedJupyter {
  private constructor(
    readonly jupyter: JupyterLab,
    private readonly authz: Authz,
    readonly url: string,
    readonly internalUrl: string,
  ) {}

  static async start(): Promise<GuardedJupyter> {
    const jupyter = await JupyterLab.start({ basePath, token });
    const port = await freePort();
    const config = parseConfig({
      config: JSON.stringify({
        mode: 'token',
        server: { name: 'ada', namespace: 'lab' },
        publicUrl: `http://127.0.0.1:${port}${basePath}`,
        basePath,
        upstream: `http://127.0.0.1:${jupyter.port}`,
        listen: {
          port,
          internalPort: 0,
          address: '127.0.0.1',
          internalAddress: '127.0.0.1',
        },
      }),
      appToken: token,
      cookieKey: Buffer.from(
        Array.from({ length: 32 }, (_, index) => (index * 73 + 5) % 256),
      ).toString('base64'),
    });
    const authz = new Authz({ config, createGate, log: silentLogger });
    const { internalPort } = await authz.start();
    return new GuardedJupyter(
      jupyter,
      authz,
      `http://127.0.0.1:${port}${basePath}`,
      `http://127.0.0.1:${internalPort}`,
    );
  }

  get origin(): string {
    return new URL(this.url).origin;
  }

  /** The `Cookie` header of somebody who filled in the sign-in page. */
  async signIn(): Promise<string> {
    const answer = await fetch(`${this.url}/oauth2/start`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: this.origin },
      body: new URLSearchParams({ token, rd: '' }),
    });
    return (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0] ?? '';
  }

  async activity(): Promise<ActivityReport> {
    const answer = await fetch(`${this.internalUrl}/activity`);
    return (await answer.json()) as ActivityReport;
  }

  async stop(): Promise<void> {
    await this.authz.stop(0);
    await this.jupyter.stop();
  }
}

export async function until<T>(
  what: string,
  question: () => Promise<T | undefined | false>,
  seconds: number = 30,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline)
      throw new Error(`Not within ${seconds} s: ${what}`);
    await new Promise(later => setTimeout(later, 200));
  }
}
