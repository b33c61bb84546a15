import { Authz } from './Authz';
import { ConfigDirectory, ConfigError } from './config';
import { createGate } from './createGate';
import { createLogger } from './log/Logger';
import { useLeanWebClasses } from './oidc';

/** Kubernetes kills after 30 s by default; other containers of the pod stop in the same time. */
const graceMilliseconds = 10_000;
const defaultDirectory = '/etc/authz';

async function main(): Promise<void> {
  useLeanWebClasses();
  // Without a reader of the log, the proxy goes on.
  process.stdout.on('error', () => {});
  const log = createLogger('info', process.stdout);
  const directory = await ConfigDirectory.open(
    process.env.AUTHZ_CONFIG_DIRECTORY ?? defaultDirectory,
  );
  const config = directory.initial;
  log.level = config.settings.log.level;
  const authz = new Authz({ config, createGate, log });

  // One request's defect must not take away everybody's server: log it, count it, go on.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      authz.counters.uncaughtExceptions += 1;
      log.error(
        { event, error: error instanceof Error ? error.stack : String(error) },
        'An error that no code expected. Please report it.',
      );
    });
  }

  const ports = await authz.start();
  directory.watch({
    onChange: changed => {
      log.level = changed.settings.log.level;
      authz.configure(changed);
    },
    onProblem: error => authz.reportConfigProblem(error.message),
  });
  log.info(
    { mode: config.settings.mode, server: config.settings.server, ...ports },
    'Listening.',
  );

  const stop = stopOnce(async () => {
    log.info({}, 'Stopping.');
    directory.close();
    await authz.stop(graceMilliseconds);
  });
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The first signal stops in order, the second at once. */
function stopOnce(stop: () => Promise<void>): () => void {
  let isStopping = false;
  return () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `authz: ${
      error instanceof ConfigError ? message : `cannot start: ${message}`
    }\n`,
  );
  process.exit(1);
});
