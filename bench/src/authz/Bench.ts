import { bundle } from '@amalthea/dev/src/images/bundle';
import {
  startTestProvider,
  testClient,
  TestProvider,
  Visitor,
} from '@amalthea/dev/src/identity';
import { programSettings } from '@amalthea/dev/src/images/programSettings';
import { toolPath } from '@amalthea/dev';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AddressInfo, createServer } from 'node:net';
import { allowAllProgram } from './allowAll';
import { Processes } from './Processes';
import * as configs from './serverConfigs';

export const downloadMegabytes = 100;

/** A proxy in front of the upstream, with a session that passes where it wants one. */
export interface Candidate {
  readonly name: string;
  readonly port: number;
  readonly processes: readonly Processes[];
  readonly cookie: string;
}

const person = 'ada';
const asInImage = programSettings('authz');
const root = resolve(__dirname, '../../..');

/** Everything that the comparison needs, running at once. */
export class Bench {
  readonly candidates: Candidate[] = [];
  readonly loadCore: number | undefined;
  readonly testCore: number | undefined;
  private readonly others: Processes[] = [];

  private constructor(
    readonly directory: string,
    private readonly provider: TestProvider,
    readonly upstreamPort: number,
    readonly echoPort: number,
  ) {
    const isPinned = cpus().length > 1;
    this.loadCore = isPinned ? 0 : undefined;
    this.testCore = isPinned ? 1 : undefined;
  }

  static async start(): Promise<Bench> {
    const directory = await mkdtemp(join(tmpdir(), 'amalthea-bench-authz-'));
    const provider = await startTestProvider({
      allowsAnyRedirectUri: true,
      claimsInIdToken: true,
    });
    const bench = new Bench(
      directory,
      provider,
      await freePort(),
      await freePort(),
    );
    const file = await open(join(directory, 'download'), 'w');
    await file.write(Buffer.alloc(downloadMegabytes * 1_000_000, 'x'));
    await file.close();
    const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
    const echo = Processes.start(
      process.execPath,
      [
        '--import',
        tsx,
        join(__dirname, 'echoServer.ts'),
        String(bench.echoPort),
      ],
      { core: bench.loadCore },
    );
    bench.others.push(echo);
    await echo.until(() => answers(bench.echoPort));
    bench.others.push(
      await bench.nginx(
        'upstream',
        configs.upstreamConfig(directory, bench.upstreamPort, bench.echoPort),
        bench.upstreamPort,
        bench.loadCore,
      ),
    );
    await bundle('authz', directory);
    return bench;
  }

  candidate(name: string): Candidate {
    const found = this.candidates.find(candidate => candidate.name === name);
    if (!found) throw new Error(`There is no candidate ${name}.`);
    return found;
  }

  async addNginx(): Promise<void> {
    const port = await freePort();
    this.add(
      'nginx',
      port,
      [
        await this.nginx(
          'nginx',
          configs.nginxConfig(this.directory, port, this.upstreamPort),
          port,
        ),
      ],
      '',
    );
  }

  async addHaproxy(): Promise<void> {
    const port = await freePort();
    const file = await this.write(
      'haproxy.cfg',
      configs.haproxyConfig(port, this.upstreamPort),
    );
    this.add(
      'haproxy',
      port,
      [await this.run('haproxy', ['-f', file, '-db'], port)],
      '',
    );
  }

  async addAuthz(): Promise<void> {
    const port = await freePort();
    this.add('authz', port, [await this.authz('authz', port, port)]);
    await this.login('authz');
  }

  async addNginxWithAuthz(): Promise<void> {
    const [port, authPort] = [await freePort(), await freePort()];
    const auth = await this.authz('authz-behind-nginx', authPort, port);
    const front = await this.nginx(
      'nginx-authz',
      configs.nginxAuthConfig(
        this.directory,
        'nginx-authz',
        port,
        this.upstreamPort,
        authPort,
      ),
      port,
    );
    this.add('nginx+authz', port, [auth, front]);
    await this.login('nginx+authz');
  }

  /** What forward-auth costs at least with Node's HTTP server, whatever it decides. */
  async addNginxWithAllowAll(): Promise<void> {
    const [port, authPort] = [await freePort(), await freePort()];
    const args = ['-e', allowAllProgram, String(authPort)];
    const { environment } = asInImage;
    this.add('nginx+node:http', port, [
      await this.run(process.execPath, args, authPort, environment),
      await this.nginx(
        'nginx-allow',
        configs.nginxAuthConfig(
          this.directory,
          'nginx-allow',
          port,
          this.upstreamPort,
          authPort,
        ),
        port,
      ),
    ]);
  }

  async addCaddyWithAuthz(): Promise<void> {
    const [port, authPort] = [await freePort(), await freePort()];
    const auth = await this.authz('authz-behind-caddy', authPort, port);
    const file = await this.write(
      'Caddyfile',
      configs.caddyConfig(port, this.upstreamPort, authPort),
    );
    this.add('caddy+authz', port, [
      auth,
      await this.run(
        'caddy',
        ['run', '--adapter', 'caddyfile', '--config', file],
        port,
        {
          XDG_DATA_HOME: this.directory,
          XDG_CONFIG_HOME: this.directory,
          GOMAXPROCS: '1',
        },
      ),
    ]);
    await this.login('caddy+authz');
  }

  async addOauth2Proxy(): Promise<void> {
    const port = await freePort();
    this.add('oauth2-proxy', port, [
      await this.oauth2Proxy(
        port,
        port,
        `http://127.0.0.1:${this.upstreamPort}/`,
      ),
    ]);
    await this.login('oauth2-proxy');
  }

  async addNginxWithOauth2Proxy(): Promise<void> {
    const [port, authPort] = [await freePort(), await freePort()];
    const auth = await this.oauth2Proxy(authPort, port, 'static://202');
    const front = await this.nginx(
      'nginx-o2p',
      configs.nginxAuthConfig(
        this.directory,
        'nginx-o2p',
        port,
        this.upstreamPort,
        authPort,
      ),
      port,
    );
    this.add('nginx+oauth2-proxy', port, [auth, front]);
    await this.login('nginx+oauth2-proxy');
  }

  async addApache(): Promise<void> {
    const port = await freePort();
    const file = await this.write(
      'apache.conf',
      configs.apacheConfig({
        directory: this.directory,
        port,
        upstreamPort: this.upstreamPort,
        issuer: this.provider.issuer,
        clientId: testClient.client_id,
        clientSecret: String(testClient.client_secret),
      }),
    );
    this.add('apache+mod_auth_openidc', port, [
      await this.run('/usr/sbin/apache2', ['-f', file, '-DFOREGROUND'], port),
    ]);
    await this.login('apache+mod_auth_openidc');
  }

  /** Starts another authz in mode oidc; resolves when it is ready, with the time that took. */
  async startAuthzOnce(): Promise<number> {
    const port = await freePort();
    const processes = await this.authz(`cold-${port}`, port, port);
    const milliseconds = performance.now() - processes.startedAtMilliseconds;
    await processes.stop();
    this.others.splice(this.others.indexOf(processes), 1);
    return milliseconds;
  }

  async stop(): Promise<void> {
    const all = new Set([
      ...this.others,
      ...this.candidates.flatMap(({ processes }) => processes),
    ]);
    await Promise.all([...all].map(processes => processes.stop()));
    await this.provider.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private add(
    name: string,
    port: number,
    processes: readonly Processes[],
    cookie: string = '',
  ): void {
    this.candidates.push({ name, port, processes, cookie });
  }

  /** A real sign-in through the proxy; what is compared must really pass. */
  private async login(name: string): Promise<void> {
    const candidate = this.candidate(name);
    const visitor = new Visitor();
    const url = `http://127.0.0.1:${candidate.port}/api/status`;
    const visit = await visitor.signIn(url, person).catch(cause => {
      throw new Error(`Nobody can sign in through ${name}.`, { cause });
    });
    if (visit.status !== 200 || !visit.text.includes('padding'))
      throw new Error(
        `Nobody can sign in through ${name}: ${visit.status} ${visit.text.slice(
          0,
          300,
        )}`,
      );
    const { cookie = '' } = visitor.jar.headersFor(new URL(url)) as {
      cookie?: string;
    };
    this.candidates[this.candidates.indexOf(candidate)] = {
      ...candidate,
      cookie,
    };
  }

  private async authz(
    name: string,
    port: number,
    publicPort: number,
  ): Promise<Processes> {
    const directory = join(this.directory, name);
    const internalPort = await freePort();
    await mkdir(join(directory, 'secrets'), { recursive: true });
    await writeFile(
      join(directory, 'config.json'),
      JSON.stringify({
        mode: 'oidc',
        server: { name, namespace: 'bench' },
        publicUrl: `http://127.0.0.1:${publicPort}`,
        upstream: `http://127.0.0.1:${this.upstreamPort}`,
        listen: {
          port,
          internalPort,
          address: '127.0.0.1',
          internalAddress: '127.0.0.1',
        },
        oidc: {
          issuerUrl: this.provider.issuer,
          clientId: testClient.client_id,
        },
        policy: { subjects: [person] },
        trustedProxies: publicPort === port ? [] : ['127.0.0.1'],
      }),
    );
    await writeFile(
      join(directory, 'secrets/cookie-key'),
      Buffer.from(
        Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256),
      ).toString('base64'),
    );
    await writeFile(
      join(directory, 'secrets/app-token'),
      'app-token-of-the-benchmark',
    );
    await writeFile(
      join(directory, 'secrets/client-secret'),
      String(testClient.client_secret),
    );
    const processes = Processes.start(
      process.execPath,
      [...asInImage.nodeArguments, join(this.directory, 'main.js')],
      {
        core: this.testCore,
        environment: {
          ...asInImage.environment,
          AUTHZ_CONFIG_DIRECTORY: directory,
        },
      },
    );
    this.others.push(processes);
    await processes.until(
      async () => (await fetch(`http://127.0.0.1:${internalPort}/readyz`)).ok,
    );
    return processes;
  }

  private async oauth2Proxy(
    port: number,
    publicPort: number,
    upstream: string,
  ): Promise<Processes> {
    const program = await toolPath('oauth2-proxy');
    return this.run(
      program,
      [
        '--provider=oidc',
        `--oidc-issuer-url=${this.provider.issuer}`,
        `--client-id=${testClient.client_id}`,
        `--client-secret=${testClient.client_secret}`,
        `--redirect-url=http://127.0.0.1:${publicPort}/oauth2/callback`,
        `--http-address=127.0.0.1:${port}`,
        `--upstream=${upstream}`,
        '--cookie-secret=0123456789abcdef0123456789abcdef',
        '--cookie-secure=false',
        '--email-domain=*',
        '--session-cookie-minimal',
        '--skip-provider-button',
        '--set-xauthrequest',
        '--request-logging=false',
        '--auth-logging=false',
        '--standard-logging=false',
        '--insecure-oidc-allow-unverified-email=true',
        '--code-challenge-method=S256',
      ],
      port,
      { GOMAXPROCS: '1' },
    );
  }

  private async nginx(
    name: string,
    config: string,
    port: number,
    core: number | undefined = this.testCore,
  ): Promise<Processes> {
    const file = await this.write(`${name}.conf`, config);
    const processes = Processes.start(
      'nginx',
      ['-c', file, '-p', this.directory],
      { core },
    );
    await processes.until(() => answers(port));
    return processes;
  }

  private async run(
    program: string,
    args: readonly string[],
    port: number,
    environment: NodeJS.ProcessEnv = {},
  ): Promise<Processes> {
    const processes = Processes.start(program, args, {
      core: this.testCore,
      environment,
    });
    await processes.until(() => answers(port));
    return processes;
  }

  private async write(name: string, text: string): Promise<string> {
    const path = join(this.directory, name);
    await writeFile(path, text);
    return path;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => {
    server.close(closed);
  });
  return port;
}

async function answers(port: number): Promise<boolean> {
  await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
  return true;
}
