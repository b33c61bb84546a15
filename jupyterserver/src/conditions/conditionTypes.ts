/** Types of the conditions in a JupyterServer's status. */
export const conditionTypes = {
  ready: 'Ready',
  progressing: 'Progressing',
  stalled: 'Stalled',
  routingReady: 'RoutingReady',
  patchesApplied: 'PatchesApplied',
  updatePending: 'UpdatePending',
  hibernated: 'Hibernated',
  activityKnown: 'ActivityKnown',
  renderedInSync: 'RenderedInSync',
  expired: 'Expired',
  nameConflict: 'NameConflict',
} as const;

export type ConditionType =
  (typeof conditionTypes)[keyof typeof conditionTypes];
