/** Values that are read when somebody scrapes: name and meaning. */
export const gauges = {
  servers: ['amalthea_servers', 'JupyterServers that are served.'],
  watchAge: [
    'amalthea_watch_age_seconds',
    'Time since a watch last heard anything, by resource.',
  ],
  eventLoopLag: ['amalthea_event_loop_lag_seconds', 'How late timers are.'],
  longestPass: [
    'workqueue_longest_running_processor_seconds',
    'Time that the longest-running pass has taken so far.',
  ],
  unfinishedWork: [
    'workqueue_unfinished_work_seconds',
    'Time that all running passes have taken so far.',
  ],
  concurrency: [
    'controller_runtime_max_concurrent_reconciles',
    'Servers worked on at the same time.',
  ],
} as const satisfies Record<string, readonly [name: string, help: string]>;
