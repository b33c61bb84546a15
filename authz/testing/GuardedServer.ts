import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { Authz } from '../src/Authz';
import { AuthzConfig } from '../src/config/AuthzConfig';
import {
  AuthzSettingsInput,
  settingsSchema,
} from '../src/config/settingsSchema';
import { silentLogger } from '../src/log/Logger';
import { Environment, realEnvironment } from '../src/oidc/Environment';
import { OidcGate } from '../src/oidc/OidcGate';
import { EchoServer } from './EchoServer';

export interface GuardedServerOptions {
  readonly issuer: string;
  readonly settings?: Partial<AuthzSettingsInput>;
  readonly oidc?: Partial<NonNullable<AuthzSettingsInput['oidc']>>;
  readonly clientSecret?: string;
  readonly cookieKeys?: readonly Buffer[];
  readonly basePath?: string;
  /** Where people find the server, if something stands in front of it. */
  readonly publicOrigin?: string;
  readonly environment?: Partial<Environment>;
}

/** A clock that tests move. */
export class TestClock {
  private offsetMilliseconds = 0;
  readonly now = (): number => Date.now() + this.offsetMilliseconds;

  advance(seconds: number): void {
    this.offsetMilliseconds += seconds * 1000;
  }
}

/** The whole proxy in mode `oidc`, in front of an echo, on free ports of the loopback address. */
export class GuardedServer {
  private constructor(
    readonly url: string,
    readonly port: number,
    readonly internalUrl: string,
    readonly echo: EchoServer,
    readonly clock: TestClock,
    readonly log: readonly string[],
    private readonly authz: Authz,
    private readonly settings: AuthzSettingsInput,
    private readonly secrets: AuthzConfig['secrets'],
  ) {}

  static async start(options: GuardedServerOptions): Promise<GuardedServer> {
    const echo = new EchoServer();
    const upstreamPort = await echo.start();
    const port = await freePort();
    const basePath = options.basePath ?? '';
    const ownOrigin = `http://127.0.0.1:${port}`;
    const url = `${options.publicOrigin ?? ownOrigin}${basePath}`;
    const settings: AuthzSettingsInput = {
      mode: 'oidc',
      server: { name: 'ada', namespace: 'lab', uid: 'uid-of-ada' },
      publicUrl: url,
      basePath,
      upstream: `http://127.0.0.1:${upstreamPort}`,
      listen: {
        port,
        internalPort: 0,
        address: '127.0.0.1',
        internalAddress: '127.0.0.1',
      },
      policy: { subjects: ['ada'] },
      application: 'other',
      ...options.settings,
      oidc: {
        issuerUrl: options.issuer,
        clientId: 'jupyter',
        ...options.oidc,
      },
    };
    const secrets: AuthzConfig['secrets'] = {
      appToken: 'token-of-the-application',
      cookieKeys: options.cookieKeys ?? [randomBytes(32)],
      clientSecret:
        'clientSecret' in options
          ? options.clientSecret
          : 'a secret of the tests only',
    };
    const clock = new TestClock();
    const log: string[] = [];
    const write = (fields: object, message: string) => {
      log.push(`${message} ${JSON.stringify(fields)}`);
    };
    const logger = { ...silentLogger, info: write, warn: write, error: write };
    const authz = new Authz({
      config: { settings: settingsSchema.parse(settings), secrets },
      log: logger,
      nowMilliseconds: clock.now,
      createGate: ({ config, sockets, counters }) =>
        new OidcGate({
          config,
          sockets,
          counters,
          environment: {
            ...realEnvironment(logger),
            now: clock.now,
            ...options.environment,
          },
        }),
    });
    const { internalPort } = await authz.start();
    return new GuardedServer(
      url,
      port,
      `http://127.0.0.1:${internalPort}`,
      echo,
      clock,
      log,
      authz,
      settings,
      secrets,
    );
  }

  /** Applies changed settings to the running proxy. */
  configure(
    settings: Partial<AuthzSettingsInput>,
    secrets: Partial<AuthzConfig['secrets']> = {},
  ): void {
    this.authz.configure({
      settings: settingsSchema.parse({ ...this.settings, ...settings }),
      secrets: { ...this.secrets, ...secrets },
    });
  }

  /** Waits until `/readyz` says so. */
  async ready(): Promise<void> {
    await eventually(async () => {
      const answer = await fetch(`${this.internalUrl}/readyz`);
      await answer.arrayBuffer();
      return answer.status === 200;
    });
  }

  async close(): Promise<void> {
    await this.authz.stop(0);
    await this.echo.close();
  }
}

/** Asks until the answer is yes; throws after ten seconds. */
export async function eventually(
  ask: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await ask())) {
    if (Date.now() > deadline) throw new Error('It did not happen in 10 s.');
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (address === null || typeof address === 'string') {
    throw new Error('There is no free port.');
  }
  return address.port;
}
