import type { EventEmitter } from 'node:events';
import { DevError } from './DevError';

/** An abort signal that fires on the first Ctrl-C or request to terminate, so that a command can clean up after itself. */
export function abortOnSignals(source: EventEmitter): {
  readonly signal: AbortSignal;
  dispose(): void;
} {
  const controller = new AbortController();
  const abort = (name: string) =>
    controller.abort(new DevError('INTERRUPTED', `Interrupted by ${name}.`));
  source.once('SIGINT', abort);
  source.once('SIGTERM', abort);
  return {
    signal: controller.signal,
    dispose: () => {
      source.off('SIGINT', abort);
      source.off('SIGTERM', abort);
    },
  };
}
