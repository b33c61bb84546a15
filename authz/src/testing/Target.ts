import { Authz } from '../Authz';
import { AuthzConfig, AuthzSettingsInput, parseConfig } from '../config';
import { createGate } from '../createGate';
import { Gate } from '../gate';
import { Logger, silentLogger } from '../log/Logger';
import { EchoUpstream, SeenRequest } from './EchoUpstream';
import { rawExchange } from './rawExchange';

export const appToken = 'swordfish-of-the-test';
export const cookieKey = Buffer.from(
  Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256),
).toString('base64');

export interface TargetOptions {
  readonly settings?: Partial<AuthzSettingsInput>;
  readonly basePath?: string;
  readonly publicHost?: string;
  /** Where the server listens instead of an echo. */
  readonly upstreamPort?: number;
  readonly gate?: (context: Parameters<typeof createGate>[0]) => Gate;
  readonly log?: Logger;
  readonly nowMilliseconds?: () => number;
}

export function targetConfig(
  options: TargetOptions,
  upstreamPort: number,
): AuthzConfig {
  const basePath = options.basePath ?? '/user/ada';
  return parseConfig({
    config: JSON.stringify({
      mode: 'token',
      server: { name: 'ada', namespace: 'lab', uid: 'b7' },
      publicUrl: `http://${options.publicHost ?? 'jupyter.test'}${basePath}`,
      basePath,
      upstream: `http://127.0.0.1:${upstreamPort}`,
      listen: {
        port: 0,
        internalPort: 0,
        address: '127.0.0.1',
        internalAddress: '127.0.0.1',
      },
      ...options.settings,
    }),
    appToken,
    cookieKey,
    clientSecret: 'client-secret',
  });
}

/** A running proxy in front of an echo, attacked by tests. */
export class Target {
  private constructor(
    readonly authz: Authz,
    readonly upstream: EchoUpstream,
    readonly port: number,
    readonly internalPort: number,
    readonly basePath: string,
    readonly host: string,
    readonly options: TargetOptions,
  ) {}

  static async start(options: TargetOptions = {}): Promise<Target> {
    const upstream = await EchoUpstream.start();
    const config = targetConfig(options, options.upstreamPort ?? upstream.port);
    const authz = new Authz({
      config,
      createGate: options.gate ?? createGate,
      log: options.log ?? silentLogger,
      nowMilliseconds: options.nowMilliseconds,
    });
    const { port, internalPort } = await authz.start();
    return new Target(
      authz,
      upstream,
      port,
      internalPort,
      config.settings.basePath,
      options.publicHost ?? 'jupyter.test',
      options,
    );
  }

  async stop(): Promise<void> {
    await this.authz.stop(0);
    await this.upstream.stop();
  }

  /** A request head of somebody who may pass. */
  authorised(
    method: string,
    path: string,
    ...lines: readonly string[]
  ): string {
    return this.head(
      method,
      path,
      `Authorization: token ${appToken}`,
      ...lines,
    );
  }

  /** A request head of a stranger. */
  head(method: string, path: string, ...lines: readonly string[]): string {
    return `${[
      `${method} ${this.basePath}${path} HTTP/1.1`,
      `Host: ${this.host}`,
      ...lines,
    ].join('\r\n')}\r\n\r\n`;
  }

  /** Sends an authorised request through the proxy and returns what the server saw of it. Throws when it does not get there. */
  async proveAlive(): Promise<SeenRequest> {
    const mark = `/alive-${Math.random()}`;
    const answer = await rawExchange(this.port, this.authorised('GET', mark), {
      until: /bodyBytes/,
    });
    const seen = this.upstream.seen.find(
      request => request.target === `${this.basePath}${mark}`,
    );
    if (answer.statuses[0] !== 200 || !seen)
      throw new Error(
        `The target is dead, so the test proves nothing: ${answer.text}`,
      );
    return seen;
  }

  /** Signs in with the token as a browser does, and returns the `Cookie` header's value. */
  async signIn(): Promise<string> {
    const answer = await rawExchange(
      this.port,
      this.head('GET', `/?token=${appToken}`, 'Accept: text/html'),
      { until: /\r\n\r\n/ },
    );
    const cookie = /set-cookie: ([^;]*);/i.exec(answer.text)?.[1];
    if (!cookie) throw new Error(`No session was given: ${answer.text}`);
    return cookie;
  }

  /** Forgets what the server saw so far. */
  forget(): void {
    this.upstream.seen.length = 0;
    this.upstream.upgrades.length = 0;
  }
}
