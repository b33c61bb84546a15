import { annotations } from '@amalthea/jupyterserver';

/** Annotations of a JupyterServer that the portal reads or writes. */
export const annotationKeys = {
  ...annotations,
  /** Id of the profile it was made from; a label too, so that servers of a profile can be listed. */
  profile: 'amalthea.dev/profile',
  /** Argo CD's mark on what it delivers. */
  argoTracking: 'argocd.argoproj.io/tracking-id',
} as const;
