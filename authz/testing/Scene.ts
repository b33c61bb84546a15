import {
  startTestProvider,
  TestProvider,
  TestProviderOptions,
  Visitor,
} from '@amalthea/dev/src/identity';
import { GuardedServer, GuardedServerOptions } from './GuardedServer';

/** A provider, servers behind it, and people who come to them. */
export class Scene {
  private readonly servers: GuardedServer[] = [];

  private constructor(readonly provider: TestProvider) {}

  static async start(options: TestProviderOptions = {}): Promise<Scene> {
    return new Scene(
      await startTestProvider({ allowsAnyRedirectUri: true, ...options }),
    );
  }

  async server(
    options: Partial<GuardedServerOptions> = {},
  ): Promise<GuardedServer> {
    const server = await GuardedServer.start({
      issuer: this.provider.issuer,
      ...options,
    });
    this.servers.push(server);
    await server.ready();
    return server;
  }

  /** A person who is signed in; throws unless the server lets them pass. */
  async signedIn(server: GuardedServer, subject = 'ada'): Promise<Visitor> {
    const visitor = new Visitor();
    const visit = await visitor.signIn(`${server.url}/`, subject);
    if (visit.status !== 200) {
      throw new Error(`Signing in ended with ${visit.status}: ${visit.text}`);
    }
    return visitor;
  }

  async closeServers(): Promise<void> {
    await Promise.all(this.servers.splice(0).map(server => server.close()));
  }

  async close(): Promise<void> {
    await this.closeServers();
    await this.provider.close();
  }
}

/** The `Cookie` header that this visitor would send to the server. */
export function cookieOf(visitor: Visitor, server: GuardedServer): string {
  return visitor.jar.headersFor(new URL(`${server.url}/`)).cookie ?? '';
}

/** Status that a script of the visitor's page gets. */
export async function statusFor(
  visitor: Visitor,
  server: GuardedServer,
): Promise<number> {
  return (await visitor.ask(`${server.url}/api/contents`)).status;
}
