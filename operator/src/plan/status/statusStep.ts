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
  const urgent =
    server.status.state === undefined ||
    status.state !== 'starting' ||
    status.state !== server.status.state ||
    status.observedGeneration !== server.status.observedGeneration ||
    readyReason(status) !== readyReason(server.status);
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

function readyReason(status: {
  conditions?: readonly { type: string; reason: string }[];
}): string | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready')?.reason;
}
