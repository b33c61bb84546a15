import { Reason } from '@amalthea/jupyterserver';

import { Intent } from '../Intent';
import { Step } from '../PlanContext';
import { messageOf } from './conditions';

/** Reasons that people should find in `kubectl events` when the server comes to them while not failing. */
const notable: ReadonlySet<Reason> = new Set([
  'HibernatedByUser',
  'ProbeFailing',
  'NodeLost',
  'ScalingUp',
]);

/** Tells people when the server comes to something they would want to know. A healthy start is silent. */
export const eventStep: Step = ({ observed, finding }) => {
  const before = observed.server.status.conditions?.find(
    ({ type }) => type === 'Ready',
  );
  const changed = before?.reason !== finding.reason;
  const isFailure = finding.state === 'failed';
  if (!changed || !(isFailure || notable.has(finding.reason))) {
    return [];
  }
  const event: Intent = {
    type: 'event',
    severity: isFailure ? 'Warning' : 'Normal',
    reason: finding.reason,
    action: 'Reconcile',
    note: messageOf(finding.reason, finding.detail),
  };
  return [event];
};
