import { DesiredChild, DesiredChildren } from './children/desiredChildren';
import { RunDecision } from './hibernation/decideRun';
import { AsApplied } from './compare/needsApply';
import { identityOf, LiveObject } from './observed/LiveObject';
import { Observed } from './observed/Observed';
import { PlanConfig } from './PlanConfig';
import { Finding } from './readiness/Finding';
import { Intent } from './Intent';

/** What the steps of a plan share: the observation and what was concluded from it so far. */
export interface PlanContext {
  readonly observed: Observed;
  readonly config: PlanConfig;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly decision: RunDecision;
  readonly desired: DesiredChildren;
  /** Git owns the children. */
  readonly gitops: boolean;
  readonly paused: boolean;
  /** What is the case, and how it looks to people. */
  readonly finding: Finding;
}

/** A part of a plan: looks at one thing, and says what to do about it. */
export type Step = (context: PlanContext) => readonly Intent[];

/** The child as it exists, if it does. */
export function liveOf(
  context: PlanContext,
  desired: DesiredChild,
): LiveObject | undefined {
  const identity = identityOf(desired.object);
  return context.observed.children.find(
    child => identityOf(child) === identity,
  );
}

/** What the API server made of the last write of the child, if that is known. */
export function appliedOf(
  { observed }: PlanContext,
  { object }: DesiredChild,
): AsApplied | undefined {
  return observed.asApplied.get(identityOf(object));
}

/** The StatefulSet as it exists, if it does. */
export function liveStatefulSet(observed: Observed): LiveObject | undefined {
  return observed.children.find(
    child =>
      child.kind === 'StatefulSet' &&
      child.metadata.name === observed.server.name,
  );
}

/** Whether the operator may write children now. */
export function mayWriteChildren({ observed, paused }: PlanContext): boolean {
  return !observed.server.deleting && !paused;
}
