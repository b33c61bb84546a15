/** Ports inside the pod and of its Service. */
export const ports = {
  /** authz, the only port that the Service targets. */
  http: 4180,
  /** authz: health, metrics and activity. */
  internal: 4181,
  /** Jupyter, on loopback. */
  jupyter: 8888,
  /** The Service. */
  service: 80,
} as const;
