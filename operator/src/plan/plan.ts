import { annotations } from '@amalthea/jupyterserver';

import { applyChildren } from './children/applyChildren';
import { desiredChildren } from './children/desiredChildren';
import { generatedSecret } from './children/generatedSecret';
import { recreateStatefulSet } from './children/recreateStatefulSet';
import { removeChildren } from './children/removeChildren';
import { releaseChildren } from './delivery/releaseChildren';
import { scaleAlone } from './delivery/scaleAlone';
import { decideRun } from './hibernation/decideRun';
import { Intent } from './Intent';
import { Observed } from './observed/Observed';
import { PlanConfig } from './PlanConfig';
import { PlanContext, Step } from './PlanContext';
import { replacePod } from './pod/replacePod';
import { findReadiness } from './readiness/findReadiness';
import { eventStep } from './status/eventStep';
import { statusStep } from './status/statusStep';
import { wakeUpStep } from './wakeUpStep';

/** In this order: what pods mount exists before them, and what replaces comes before what repairs. */
const childSteps: readonly Step[] = [
  recreateStatefulSet,
  generatedSecret,
  applyChildren,
  removeChildren,
  releaseChildren,
  scaleAlone,
  replacePod,
];

/**
 * Decides what to do about a JupyterServer. No I/O, no memory: everything is in `observed`. Carried out
 * again and again against what it brings about, it comes to an end: no intents but a wake-up.
 *
 * @param observed - what is known
 * @param config - what the people who run the operator decided
 * @param now - milliseconds since the epoch; only for times that are stamped once
 */
export function plan(
  observed: Observed,
  config: PlanConfig,
  now: number,
): readonly Intent[] {
  const context = planContext(observed, config, now);
  const children = childSteps.flatMap(step => step(context));
  const removed = new Set(
    children.flatMap(intent =>
      intent.type === 'deleteChild' ? [intent.uid] : [],
    ),
  );
  return [
    ...children.filter(
      intent => intent.type !== 'applyChild' || !removed.has(intent.uid),
    ),
    ...statusStep(context),
    ...eventStep(context),
    ...wakeUpStep(context),
  ];
}

function planContext(
  observed: Observed,
  config: PlanConfig,
  now: number,
): PlanContext {
  const { server } = observed;
  const decision = decideRun(server, now);
  const desired = desiredChildren(observed, decision.run, config);
  return {
    observed,
    config,
    now,
    decision,
    desired,
    gitops: server.annotations[annotations.delivery] === 'gitops',
    paused: server.annotations[annotations.paused] === 'true',
    finding: findReadiness({ observed, config, decision, desired, now }),
  };
}
