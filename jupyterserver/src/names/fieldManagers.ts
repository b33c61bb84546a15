/** Field managers of server-side apply: who owns which field. */
export const fieldManagers = {
  operator: 'amalthea-operator',
  operatorStatus: 'amalthea-operator-status',
  portal: 'amalthea-portal',
} as const;
