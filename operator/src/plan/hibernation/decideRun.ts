import { ServerSnapshot } from '../observed/Observed';

/** Whether the server should run, and if not, why. */
export type RunDecision =
  | { readonly run: true }
  | {
      readonly run: false;
      readonly cause: 'user';
      readonly reason: 'HibernatedByUser';
    };

/**
 * Decides whether the server should run. The first rule that applies wins; the rules of culling belong in
 * this list, after the user's own wish.
 */
export function decideRun(server: ServerSnapshot): RunDecision {
  return server.hibernated
    ? { run: false, cause: 'user', reason: 'HibernatedByUser' }
    : { run: true };
}
