/** Keys of the rendered children, in the order in which they are rendered and created. */
export const childKeys = [
  'service',
  'ingress',
  'statefulset',
  'configmap',
  'secret',
  'pvc',
  'networkpolicy',
] as const;

export type ChildKey = (typeof childKeys)[number];
