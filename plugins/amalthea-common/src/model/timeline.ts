import type { ServerReason } from './server';

/**
 * The steps of a start, in order.
 *
 * @public
 */
export type TimelineStep =
  | 'requested'
  | 'accepted'
  | 'scheduled'
  | 'disk'
  | 'image'
  | 'started'
  | 'ready';

/**
 * One step of the current start, or something that happened in a server's life.
 *
 * @public
 */
export type TimelineEntry =
  | {
      readonly kind: 'step';
      readonly step: TimelineStep;
      readonly title: string;
      readonly state: 'done' | 'active' | 'waiting' | 'failed' | 'skipped';
      /** When it was done, or since when it is active or failed. */
      readonly at?: string;
      /** What it waits for, or why it failed. */
      readonly reason?: ServerReason;
    }
  | {
      readonly kind: 'happening';
      readonly title: string;
      readonly at: string;
      readonly severity: 'normal' | 'warning';
      readonly reason?: ServerReason;
    };

/**
 * Answer of `GET …/timeline`: the steps of the current start, and what happened, newest first.
 *
 * @public
 */
export interface ServerTimeline {
  readonly steps: ReadonlyArray<Extract<TimelineEntry, { kind: 'step' }>>;
  readonly happenings: ReadonlyArray<
    Extract<TimelineEntry, { kind: 'happening' }>
  >;
}
