import { once } from 'node:events';
import type { Logger } from 'pino';
import type { Renderer } from '../render/job';
import { Admission } from '../service/admission';
import { listenGrpc } from '../service/grpcServer';
import { PluginService } from '../service/pluginService';
import type { SidecarConfiguration } from './configuration';
import { SidecarMetrics } from './metrics';
import { PluginSocket, SocketError } from './pluginSocket';
import { createProbeServer } from './probes';

/** How long running calls may take to end once the process is told to stop; kubelet waits 30 s in all. */
const shutdownGraceMilliseconds = 20_000;

/** The part of that after which calls that still run are told why they end. */
const graceOfWork = 0.75;

export interface SidecarOptions {
  readonly configuration: SidecarConfiguration;
  readonly pluginName: string;
  readonly renderer: Renderer;
  readonly logger: Logger;
  readonly now: () => number;
}

/** A running sidecar. */
export interface Sidecar {
  readonly socketPath: string;
  /** Port of the HTTP endpoints, when there are any. */
  readonly httpPort: number | undefined;
  /** Takes the socket away, answers the calls that run, and closes everything. */
  stop(graceMilliseconds?: number): Promise<void>;
}

/**
 * Starts everything: HTTP endpoints first, so that liveness can be seen, then the socket.
 *
 * @throws SocketError when the socket cannot have its place.
 */
export async function startSidecar(options: SidecarOptions): Promise<Sidecar> {
  const { configuration, renderer, logger, now } = options;
  const admission = new Admission(
    configuration.concurrency,
    configuration.queueLength,
  );
  const metrics = new SidecarMetrics(admission);
  let isServing = false;
  const probes =
    configuration.http && createProbeServer(metrics, () => isServing);
  if (probes && configuration.http) {
    const { port, host } = configuration.http;
    probes.listen(port, host);
    await once(probes, 'listening').catch(error => {
      throw new SocketError(
        `AMALTHEA_CMP_HTTP_ADDRESS: ${host}:${port} cannot be used (${error.message}). Set another address, or off.`,
        { cause: error },
      );
    });
  }
  const stopping = new AbortController();
  const service = new PluginService({
    renderer,
    stopping: stopping.signal,
    admission,
    receivedBytesLimit: configuration.limits.receivedBytes,
    longestCallMilliseconds: configuration.longestCallMilliseconds,
    now,
    logger,
    metrics,
  });
  try {
    const socket = await PluginSocket.prepare({
      directory: configuration.socketDirectory,
      name: options.pluginName,
      mode: configuration.socketMode,
    });
    const listener = await listenGrpc(
      service,
      socket.bindPath,
      () => isServing,
    );
    await socket.publish();
    isServing = true;
    const probeAddress = probes?.address();
    return {
      socketPath: socket.path,
      httpPort:
        typeof probeAddress === 'object' ? probeAddress?.port : undefined,
      stop: async (graceMilliseconds = shutdownGraceMilliseconds) => {
        isServing = false;
        await socket.withdraw();
        const timer = setTimeout(
          () => stopping.abort(),
          graceMilliseconds * graceOfWork,
        );
        await listener.stop(graceMilliseconds);
        clearTimeout(timer);
        await renderer.close();
        probes?.close();
        probes?.closeAllConnections();
      },
    };
  } catch (error) {
    probes?.close();
    throw error;
  }
}
