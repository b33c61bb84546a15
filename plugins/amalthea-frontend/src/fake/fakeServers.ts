import type {
  AllowedActions,
  ServerPhase,
  ServerState,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';

const GIB = 2 ** 30;

const states: Readonly<Record<ServerPhase, ServerState>> = {
  starting: 'starting',
  running: 'running',
  stopped: 'hibernated',
  failed: 'failed',
  deleting: 'stopping',
};

/** What a phase allows its owner to do. */
export function allowedIn(phase: ServerPhase): AllowedActions {
  return {
    update: phase !== 'deleting',
    hibernate: phase === 'running' || phase === 'starting',
    resume: phase === 'stopped',
    restart: phase === 'running' || phase === 'failed',
    keep: phase === 'running',
    delete: phase !== 'deleting',
  };
}

/** Nothing, for servers of others. */
export const nothingAllowed: AllowedActions = {
  update: false,
  hibernate: false,
  resume: false,
  restart: false,
  keep: false,
  delete: false,
};

/** A running server of the reader's, with everything in `changes` different. */
export function fakeServer(
  now: Date,
  changes: Partial<Omit<ServerSummary, 'reference'>> & {
    readonly name?: string;
    readonly cluster?: string;
    readonly namespace?: string;
  } = {},
): ServerSummary {
  const {
    name = 'genomics',
    cluster = 'dev',
    namespace = 'team-physics',
    ...rest
  } = changes;
  const phase = rest.phase ?? 'running';
  const minutes = minutesFrom(now);
  return {
    reference: { cluster, namespace, name },
    uid: `uid-${cluster}-${namespace}-${name}`,
    resourceVersion: '1000',
    owner: 'user:default/ada',
    ownership: 'mine',
    profile: { id: 'python', title: 'Python' },
    state: states[phase],
    phase,
    url: `https://${name}.jupyter.example.org`,
    image: 'quay.io/jupyter/scipy-notebook:2026-10-06',
    resources: {
      cpuCores: 2,
      memoryBytes: 8 * GIB,
      diskBytes: 20 * GIB,
      diskKept: true,
    },
    createdAt: minutes(-3 * 24 * 60),
    activity: {},
    schedule: { idleSeconds: 3600 },
    delivery: 'portal',
    allowed: allowedIn(phase),
    ...rest,
  };
}

/** A dozen servers in every state, in three clusters, of three owners. */
export function fakeServers(now: Date): readonly ServerSummary[] {
  const minutes = minutesFrom(now);
  const others = { owner: 'user:default/charles', allowed: nothingAllowed };
  return [
    fakeServer(now, {
      usage: {
        cpuCores: 1.2,
        memoryBytes: 5.5 * GIB,
        diskUsedBytes: 13 * GIB,
        diskTotalBytes: 20 * GIB,
      },
      activity: {
        active: false,
        idleSince: minutes(-18),
        lastSignal: 'kernel',
        kernels: 2,
      },
      schedule: { idleSeconds: 3600, willHibernateAt: minutes(42.4) },
    }),
    fakeServer(now, {
      name: 'spectra-fit',
      activity: { active: true, lastSignal: 'kernel', kernels: 1 },
      usage: {
        cpuCores: 1.9,
        memoryBytes: 7.4 * GIB,
        diskUsedBytes: 2 * GIB,
        diskTotalBytes: 20 * GIB,
      },
    }),
    fakeServer(now, {
      name: 'lensing-a100',
      cluster: 'gpu',
      phase: 'starting',
      url: undefined,
      profile: { id: 'pytorch', title: 'PyTorch with GPU' },
      image: 'quay.io/jupyter/pytorch-notebook:cuda13-2026-10-06',
      resources: {
        cpuCores: 32,
        memoryBytes: 256 * GIB,
        gpus: 4,
        diskBytes: 200 * GIB,
        diskKept: true,
      },
      startingSince: minutes(-4),
      createdAt: minutes(-4),
      reason: {
        code: 'Unschedulable',
        sentence: 'No node has 4 GPUs free.',
        hint: 'Ask for fewer, or wait: the cluster is adding nodes.',
        message: '0/6 nodes are available: 6 Insufficient nvidia.com/gpu.',
      },
    }),
    fakeServer(now, {
      name: 'thesis',
      phase: 'stopped',
      schedule: {
        idleSeconds: 3600,
        hibernatedSince: minutes(-9 * 60),
        hibernationCause: 'idle',
        willDeleteAt: minutes(20 * 24 * 60),
      },
    }),
    fakeServer(now, {
      name: 'old-pipeline',
      phase: 'failed',
      failedSince: minutes(-35),
      image: 'registry.example.org/pipelines/notebook:v9',
      reason: {
        code: 'ImagePullFailed',
        sentence: 'The image could not be fetched.',
        hint: 'Check its name and tag, and whether the registry lets the cluster in.',
        message:
          'Failed to pull image "registry.example.org/pipelines/notebook:v9": not found',
      },
    }),
    fakeServer(now, {
      name: 'scratch',
      phase: 'deleting',
      resources: { cpuCores: 0.5, memoryBytes: 2 * GIB, diskKept: false },
    }),
    fakeServer(now, {
      name: 'shared-catalogue',
      owner: 'group:default/team-physics',
      ownership: 'group',
      delivery: 'gitops',
      allowed: {
        ...allowedIn('running'),
        update: false,
        delete: false,
        readOnlyReason: 'This server is defined in Git. Change it there.',
      },
      activity: { active: false, idleSince: minutes(-3), lastSignal: 'http' },
      schedule: {},
    }),
    fakeServer(now, {
      name: 'night-run',
      owner: 'user:default/charles',
      ownership: 'group',
      schedule: {
        idleSeconds: 3600,
        keepUntil: minutes(170),
        willHibernateAt: minutes(170),
      },
      activity: {
        active: false,
        idleSince: minutes(-50),
        lastSignal: 'terminal',
      },
    }),
    fakeServer(now, {
      name: 'telescope-42',
      cluster: 'edge',
      namespace: 'observatory',
      ...others,
      ownership: 'other',
      activity: { active: true, lastSignal: 'cpu' },
      staleSince: minutes(-6),
    }),
    fakeServer(now, {
      name: 'telescope-43',
      cluster: 'edge',
      namespace: 'observatory',
      phase: 'stopped',
      ...others,
      ownership: 'other',
      schedule: { hibernatedSince: minutes(-600), hibernationCause: 'user' },
      staleSince: minutes(-6),
    }),
    fakeServer(now, {
      name: 'by-kubectl',
      namespace: 'playground',
      owner: undefined,
      ownership: 'other',
      profile: undefined,
      delivery: 'cluster',
      resources: { diskKept: false },
      allowed: nothingAllowed,
      schedule: {},
    }),
  ];
}

/** `count` more servers, to see how many rows the list carries. */
export function manyFakeServers(
  now: Date,
  count: number,
): readonly ServerSummary[] {
  const phases: readonly ServerPhase[] = [
    'running',
    'stopped',
    'running',
    'starting',
    'failed',
  ];
  const minutes = minutesFrom(now);
  return Array.from({ length: count }, (_, index) =>
    fakeServer(now, {
      name: `student-${String(index + 1).padStart(3, '0')}`,
      namespace: 'course',
      owner: `user:default/student-${index + 1}`,
      ownership: 'other',
      phase: phases[index % phases.length],
      allowed: nothingAllowed,
      activity: {
        active: false,
        idleSince: minutes(-index % 300),
        lastSignal: 'kernel',
      },
    }),
  );
}

function minutesFrom(now: Date): (minutes: number) => string {
  return minutes => new Date(now.getTime() + minutes * 60_000).toISOString();
}
