import { mergeDifference } from '../compare/mergeDifference';
import { Step } from '../PlanContext';
import { draftStatus } from './draftStatus';

/** Changes the status where it is not as it should be: one patch, or none. */
export const statusStep: Step = context => {
  const { server } = context.observed;
  const status = draftStatus(context);
  const patch = mergeDifference(server.rawStatus, status);
  if (!patch) {
    return [];
  }
  // While a server starts, details change many times within a second.
  const urgent =
    status.state !== 'starting' ||
    status.state !== server.status.state ||
    status.observedGeneration !== server.status.observedGeneration;
  return [
    {
      type: 'patchStatus',
      patch,
      from: server.status.state,
      to: status.state,
      urgent,
    },
  ];
};
