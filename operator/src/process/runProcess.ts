import { Logger } from 'pino';

import { readSettings, SettingsError } from '../settings/readSettings';
import { createLogger, createOperator } from './startOperator';

/** How long the process may take to finish what it has begun. */
const drainMilliseconds = 30_000;

/**
 * The life of the operator's process: settings, signals, exit code.
 *
 * @param words - the command line without the program
 * @returns the exit code
 */
export async function runProcess(
  words: readonly string[],
  process: NodeJS.Process,
): Promise<number> {
  let log: Logger;
  try {
    const settings = readSettings(words, process.env);
    log = createLogger(settings);
    const operator = createOperator(settings, { log });
    const stopping = stopOnSignals(process, log);
    failOnUnhandled(process, log);
    await operator.run(stopping);
    return 0;
  } catch (error) {
    if (error instanceof SettingsError) {
      process.stderr.write(`${error.message}\n`);
    } else {
      process.stderr.write(`${explain(error)}\n`);
    }
    return 1;
  }
}

function stopOnSignals(process: NodeJS.Process, log: Logger): AbortSignal {
  const stopping = new AbortController();
  const stop = (name: NodeJS.Signals) => {
    if (stopping.signal.aborted) {
      log.warn({ signal: name }, 'Asked twice: ending at once.');
      process.exit(1);
    }
    log.info({ signal: name }, 'Asked to end: finishing what was begun.');
    stopping.abort();
    setTimeout(() => {
      log.error('What was begun did not finish in time.');
      process.exit(1);
    }, drainMilliseconds).unref();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return stopping.signal;
}

/** A state that nobody thought of is left by a restart. */
function failOnUnhandled(process: NodeJS.Process, log: Logger): void {
  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'An error that nothing handles: ending.');
    process.exit(1);
  };
  process.on('unhandledRejection', fail);
  process.on('uncaughtException', fail);
}

function explain(error: unknown): string {
  if (
    error instanceof Error &&
    'code' in error &&
    error.code === 'EADDRINUSE'
  ) {
    return `The port of the HTTP server is in use: ${error.message}. Choose another with --http-port.`;
  }
  return error instanceof Error ? error.message : String(error);
}
