import { IncomingMessage, ServerResponse } from 'node:http';
import { AuthzConfig } from '../config/AuthzConfig';
import { RequestView } from './RequestView';
import { Verdict } from './Verdict';

export interface Readiness {
  readonly ready: boolean;
  /** Why not, in a sentence without secrets. */
  readonly reason?: string;
}

/** Decides who may pass: one implementation per mode. */
export interface Gate {
  /**
   * Answers the requests that belong to the gate itself, all below `<base>/oauth2/`, except `<base>/oauth2/auth`, which
   * the proxy serves with `judge`. Returns false, untouched, for a path that it does not know.
   */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    view: RequestView,
  ): boolean;

  /** Decides about one request. Never throws for what a client can send; a rejection counts as `unavailable`. */
  judge(view: RequestView): Verdict | Promise<Verdict>;

  readiness(): Readiness;

  /** Takes a new configuration of the same mode; ends the sessions that no longer qualify. */
  configure(config: AuthzConfig): void;

  /** Stops timers and background work. */
  close(): void;
}
