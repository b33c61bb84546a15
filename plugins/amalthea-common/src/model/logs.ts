/**
 * Which part of the logs to read.
 *
 * @public
 */
export interface LogsQuery {
  /** Absent: the notebook's container. */
  readonly container?: string;
  /** At most 5000; default 500. */
  readonly tailLines?: number;
  /** The run before the last restart. */
  readonly previous?: boolean;
}

/**
 * The newest log lines of one container, oldest first.
 *
 * @public
 */
export interface ServerLogs {
  readonly pod?: string;
  readonly container?: string;
  readonly containers: readonly string[];
  readonly lines: readonly LogLine[];
  /** Whether older lines were left out. */
  readonly truncated: boolean;
  /** Why there are no lines, in a sentence, when there are none. */
  readonly emptyReason?: string;
}

/**
 * @public
 */
export interface LogLine {
  /** RFC 3339; absent when the line carried no time. */
  readonly at?: string;
  readonly text: string;
}
