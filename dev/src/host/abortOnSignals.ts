import type { EventEmitter } from 'node:events';
import { DevError } from './DevError';

/** Ctrl-C, a request to terminate, and a terminal that is closed. */
export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** An abort signal that fires on the first signal that ends a program, so that a command can clean up after itself. */
export function abortOnSignals(source: EventEmitter): {
  readonly signal: AbortSignal;
  dispose(): void;
} {
  const controller = new AbortController();
  const abort = (name: string) =>
    controller.abort(new DevError('INTERRUPTED', `Interrupted by ${name}.`));
  for (const name of endings) source.once(name, abort);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of endings) source.off(name, abort);
    },
  };
}
