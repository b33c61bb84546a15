/** Keys of the labels on every child; classic's, plus managed-by. */
export const labels = {
  component: 'app.kubernetes.io/component',
  managedBy: 'app.kubernetes.io/managed-by',
  parentUid: 'amalthea.dev/parent-uid',
  parentName: 'amalthea.dev/parent-name',
  childKey: 'amalthea.dev/child-key',
  mainPod: 'amalthea.dev/main-pod',
  app: 'app',
} as const;

/** Values of the labels that have one fixed value. */
export const labelValues = {
  component: 'jupyterserver',
  managedBy: 'amalthea',
  mainPod: 'true',
} as const;
