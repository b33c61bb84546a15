import { Reason } from '@amalthea/jupyterserver';

import { DesiredChildren } from '../children/desiredChildren';
import { RunDecision } from '../hibernation/decideRun';
import { Observed } from '../observed/Observed';
import { PlanConfig } from '../PlanConfig';

/** Classic's states. */
export type ServerState =
  | 'starting'
  | 'running'
  | 'stopping'
  | 'failed'
  | 'hibernated';

/** What is the case with the server. */
export interface Finding {
  readonly state: ServerState;
  readonly reason: Reason;
  /** What the reason's own sentence does not say; must not change while the cause stays the same. */
  readonly detail?: string;
  /** Milliseconds since the epoch: when the same observation will mean something else. */
  readonly until?: number;
}

/** What findings rest on. */
export interface ReadinessInput {
  readonly observed: Observed;
  readonly config: PlanConfig;
  readonly decision: RunDecision;
  readonly desired: DesiredChildren;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Recognises one situation. */
export type Policy = (input: ReadinessInput) => Finding | undefined;

/** A finding of a state that a person, or the passing of time, must end. */
export function failed(reason: Reason, detail?: string): Finding {
  return { state: 'failed', reason, detail };
}

/** A finding of a server that is on its way. */
export function starting(reason: Reason, detail?: string): Finding {
  return { state: 'starting', reason, detail };
}

/** A finding that is given a little time before it is called a fault. */
export function startingUntil(reason: Reason, until: number): Finding {
  return { state: 'starting', reason, until };
}
