import { randomBytes } from 'node:crypto';
import { Send } from './boundedFetch';
import { providerRequest } from './providerRequest';
import { trustAuthorities } from './trustAuthorities';

/** The part of the logger that is used here. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the outside world lends to sign-in and sessions; tests lend their own. */
export interface Environment {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
  /** From 0 up to, not including, 1: only spreads retries. */
  readonly jitter: () => number;
  /** Asks the provider. */
  readonly send: Send;
  /** Lets `send` believe these authorities (PEM) besides the well-known ones, and no others that were named before. */
  readonly trustAuthorities: (certificates: string | undefined) => void;
  /** Runs the task once after the delay; the returned function cancels it. */
  readonly schedule: (
    task: () => void,
    delayMilliseconds: number,
  ) => () => void;
  readonly log: Log;
}

/** The real world, with timers that do not keep the process alive. */
export function realEnvironment(log: Log): Environment {
  return {
    now: Date.now,
    randomBytes,
    jitter: Math.random,
    send: providerRequest,
    trustAuthorities,
    schedule: (task, delayMilliseconds) => {
      const timer = setTimeout(task, delayMilliseconds).unref();
      return () => clearTimeout(timer);
    },
    log,
  };
}
