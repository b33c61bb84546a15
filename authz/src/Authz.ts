import { AddressInfo } from 'node:net';
import { Server } from 'node:http';
import {
  Activity,
  activityReport,
  JupyterProbe,
  JupyterReport,
  jsonRequest,
} from './activity';
import { AuthzConfig } from './config/AuthzConfig';
import { Gate, SessionSockets } from './gate';
import { Counters, metricsText, InternalServer } from './internal';
import { Logger } from './log/Logger';
import { derive, ProxyServer, Services } from './proxy';
import { JupyterToken, UpstreamPool } from './upstream';

export interface GateContext {
  readonly config: AuthzConfig;
  readonly sockets: SessionSockets;
  readonly log: Logger;
  readonly nowMilliseconds: () => number;
  readonly counters: Counters;
}

export interface AuthzOptions {
  readonly config: AuthzConfig;
  readonly createGate: (context: GateContext) => Gate;
  readonly log: Logger;
  readonly nowMilliseconds?: () => number;
}

const probeDeadlineMilliseconds = 3_000;
const probeCacheMilliseconds = 1_000;
const upstreamIdleMilliseconds = 60_000;

/** The whole proxy: both ports and what lives behind them. */
export class Authz {
  readonly counters = new Counters();
  private readonly services: Services;
  private readonly proxy: ProxyServer;
  private readonly internal: InternalServer;
  private readonly probe: JupyterProbe;
  private configProblem: string | undefined;

  constructor(private readonly options: AuthzOptions) {
    const { config, log } = options;
    const nowMilliseconds = options.nowMilliseconds ?? Date.now;
    const sockets = new SessionSockets();
    const derived = derive(config);
    const { limits } = config.settings;
    this.services = {
      config,
      derived,
      jupyterToken: new JupyterToken(authorizationOf(config), shown =>
        this.isTaken(shown),
      ),
      gate: options.createGate({
        config,
        sockets,
        log,
        nowMilliseconds,
        counters: this.counters,
      }),
      sockets,
      pool: new UpstreamPool({
        host: derived.upstreamHost,
        port: derived.upstreamPort,
        connectMilliseconds: limits.upstreamConnectSeconds * 1000,
        maximumHeadBytes: limits.upstreamHeadBytes,
        maximumConnections: limits.upstreamConnections,
        maximumWaiting: limits.connections,
        idleMilliseconds: upstreamIdleMilliseconds,
        now: nowMilliseconds,
      }),
      activity: new Activity(nowMilliseconds),
      counters: this.counters,
      log,
      nowMilliseconds,
      wasUpstreamSeen: false,
    };
    this.probe = new JupyterProbe({
      request: jsonRequest(() => this.jupyter(), probeDeadlineMilliseconds),
      basePath: () => this.services.config.settings.basePath,
      cacheMilliseconds: probeCacheMilliseconds,
      nowMilliseconds,
    });
    this.proxy = new ProxyServer(this.services);
    this.internal = new InternalServer({
      readiness: () => ({
        ...this.services.gate.readiness(),
        configProblem: this.configProblem,
      }),
      activity: async () =>
        activityReport(
          this.services.activity,
          await this.report(),
          nowMilliseconds(),
        ),
      isJupyterReady: () => this.isServerReady(),
      metrics: () =>
        metricsText({
          counters: this.counters,
          openSockets: () => this.services.activity.openSockets,
          upstreamConnections: () => this.services.pool.size,
          isReady: () => this.services.gate.readiness().ready,
        }),
    });
  }

  /** Listens on both ports; resolves to the ports, which the system chose where the configuration says 0. */
  async start(): Promise<{ port: number; internalPort: number }> {
    const { listen } = this.services.config.settings;
    await listening(
      this.internal.server,
      listen.internalPort,
      listen.internalAddress,
    );
    await listening(this.proxy.server, listen.port, listen.address);
    return {
      port: portOf(this.proxy.server),
      internalPort: portOf(this.internal.server),
    };
  }

  /** Takes a new configuration. What cannot change while running is reported, the rest works at once. */
  configure(config: AuthzConfig): void {
    const before = this.services.config.settings;
    const fixed = (['mode', 'listen', 'limits', 'upstream'] as const).filter(
      name =>
        JSON.stringify(before[name]) !== JSON.stringify(config.settings[name]),
    );
    if (fixed.includes('mode')) {
      this.reportConfigProblem(
        `mode changed from ${before.mode} to ${config.settings.mode}: restart the pod to apply it`,
      );
      return;
    }
    this.configProblem =
      fixed.length > 0
        ? `changed, but needs a restart: ${fixed.join(', ')}`
        : undefined;
    this.counters.configReloads += 1;
    this.services.config = config;
    this.services.derived = {
      ...derive(config),
      upstreamHost: this.services.derived.upstreamHost,
      upstreamPort: this.services.derived.upstreamPort,
    };
    this.services.jupyterToken.offer(authorizationOf(config));
    this.services.gate.configure(config);
    this.options.log.info(
      { needsRestart: fixed },
      'The configuration changed.',
    );
  }

  /** A configuration was refused: `/readyz` and the metrics tell. */
  reportConfigProblem(problem: string): void {
    this.configProblem = problem;
    this.counters.configReloadFailures += 1;
    this.options.log.error(
      { problem },
      'The changed configuration is not used; the one before stays.',
    );
  }

  /** Lets requests finish for the given time, then closes everything. */
  async stop(graceMilliseconds: number): Promise<void> {
    const closed = Promise.all([
      closing(this.proxy.server),
      closing(this.internal.server),
    ]);
    this.proxy.server.closeIdleConnections();
    this.internal.server.closeIdleConnections();
    const force = setTimeout(() => {
      this.services.sockets.closeAll();
      this.proxy.server.closeAllConnections();
      this.internal.server.closeAllConnections();
    }, graceMilliseconds);
    await closed;
    clearTimeout(force);
    this.services.sockets.closeAll();
    this.services.gate.close();
    this.services.pool.close();
  }

  private jupyter(): { host: string; port: number; authorization?: string } {
    const { upstreamHost: host, upstreamPort: port } = this.services.derived;
    const { authorization } = this.services.jupyterToken;
    return { host, port, authorization };
  }

  /** Only Jupyter has a page that tells; another application is taken at its word. */
  private async isTaken(authorization: string): Promise<boolean | undefined> {
    const { application, basePath } = this.services.config.settings;
    if (application !== 'jupyter') return true;
    const answer = await jsonRequest(
      () => ({ ...this.jupyter(), authorization }),
      probeDeadlineMilliseconds,
    )(`${basePath}/api/status?no_track_activity=1`);
    return answer && answer.status === 200;
  }

  private async report(): Promise<JupyterReport> {
    if (this.services.config.settings.application === 'jupyter')
      return this.probe.report();
    return { isReachable: await this.isServerReady() };
  }

  private async isServerReady(): Promise<boolean> {
    await this.services.jupyterToken.check();
    if (this.services.config.settings.application === 'jupyter')
      return this.probe.isReady();
    const { basePath } = this.services.config.settings;
    const answer = await jsonRequest(
      () => this.jupyter(),
      probeDeadlineMilliseconds,
    )(`${basePath}/`);
    return answer !== undefined && answer.status < 500;
  }
}

function authorizationOf({ secrets }: AuthzConfig): string | undefined {
  return secrets.appToken === undefined
    ? undefined
    : `token ${secrets.appToken}`;
}

function listening(
  server: Server,
  port: number,
  address: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, 1_024, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closing(server: Server): Promise<void> {
  return new Promise(resolve => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
