import type { ServerReason } from './server';

/**
 * A Kubernetes event of the server or one of its objects, translated.
 *
 * @public
 */
export interface ServerEvent {
  readonly id: string;
  readonly severity: 'normal' | 'warning';
  readonly reason: ServerReason;
  /** Which object it is about, such as `Pod/genomics-0`. */
  readonly subject: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
}
