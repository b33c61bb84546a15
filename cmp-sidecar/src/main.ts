import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import pino from 'pino';
import {
  ConfigurationError,
  parseConfiguration,
} from './process/configuration';
import { pluginName, sidecarVersion } from './process/pluginName';
import { SocketError } from './process/pluginSocket';
import { readRenderConfig } from './process/renderConfig';
import { runCli } from './process/runCli';
import { startSidecar } from './process/sidecar';
import type { JobContext } from './render/runJob';
import { serveJobs } from './render/worker';
import { WorkerPool } from './render/workerPool';

/** Serves the plugin's socket until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const configuration = parseConfiguration(process.env);
  const logger = pino({
    level: configuration.logLevel,
    base: { version: sidecarVersion },
  });
  const context: JobContext = {
    limits: configuration.limits,
    config: readRenderConfig(configuration.renderConfigFile),
  };
  const renderer = new WorkerPool({
    size: configuration.workers,
    // Threads run this same module, so that the program stays one file.
    file: __filename,
    workerOptions: {
      workerData: context,
      resourceLimits: {
        maxOldGenerationSizeMb: configuration.workerMemoryMebibytes,
      },
      env: {},
    },
    onBroken: error => {
      logger.fatal({ err: error }, 'the threads that render cannot start');
      process.exit(1);
    },
  });
  const sidecar = await startSidecar({
    configuration,
    pluginName: pluginName(sidecarVersion),
    renderer,
    logger,
    now: Date.now,
  });
  logger.info(
    { socket: sidecar.socketPath, httpPort: sidecar.httpPort },
    'serving',
  );
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ signal }, 'stopping');
    sidecar.stop().then(
      () => process.exit(0),
      error => {
        logger.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

if (isMainThread && process.argv[2] === 'generate') {
  runCli();
} else if (isMainThread) {
  main().catch(error => {
    const isExpected =
      error instanceof ConfigurationError || error instanceof SocketError;
    process.stderr.write(
      `amalthea-cmp: ${
        isExpected ? error.message : (error as Error)?.stack ?? String(error)
      }\n`,
    );
    process.exit(1);
  });
} else if (parentPort) {
  serveJobs(parentPort, workerData as JobContext);
}
