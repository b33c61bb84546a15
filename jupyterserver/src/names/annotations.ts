/** Annotations that people and tools set on a JupyterServer, or that Amalthea sets on it and its children. */
export const annotations = {
  /** RFC 3339; a hibernated server wakes when this is newer than the stop. */
  wakeRequestedAt: 'amalthea.dev/wake-requested-at',
  /** RFC 3339; a server stops when this is newer than its last wake. */
  hibernateRequestedAt: 'amalthea.dev/hibernate-requested-at',
  /** RFC 3339; the pod is replaced when this is newer than its start. */
  restartRequestedAt: 'amalthea.dev/restart-requested-at',
  /** RFC 3339; culling leaves the server alone until then. */
  keepUntil: 'amalthea.dev/keep-until',
  /** "true": the operator leaves the children alone. */
  paused: 'amalthea.dev/paused',
  /** Entity reference of the owner in Backstage. */
  owner: 'amalthea.dev/owner',
  requestId: 'amalthea.dev/request-id',
  /** "gitops": Git owns what is rendered. */
  delivery: 'amalthea.dev/delivery',
  /** renderHash() of the bundle that was delivered with the JupyterServer. */
  renderHash: 'amalthea.dev/render-hash',
} as const;

/** On the pod template: identifies the configuration that Jupyter reads only when it starts. */
export const jupyterConfigHashAnnotation = 'amalthea.dev/jupyter-config-hash';
