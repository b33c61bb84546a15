import type {
  LogLine,
  ServerDetails,
  ServerEvent,
  ServerManifest,
  ServerSummary,
  ServerTimeline,
  TimelineStep,
} from '@amalthea/plugin-amalthea-common';

/** The page of a server, from its row. */
export function fakeDetails(server: ServerSummary): ServerDetails {
  const running = server.phase === 'running';
  return {
    ...server,
    conditions: [
      {
        type: 'Ready',
        status: running ? 'True' : 'False',
        reason: server.reason ?? {
          code: running ? 'Running' : 'NotRunning',
          sentence: running
            ? 'The server answers.'
            : 'The server does not answer because it does not run.',
        },
        lastTransitionTime: server.createdAt,
      },
      {
        type: 'RoutingReady',
        status: running ? 'True' : 'Unknown',
        reason: { code: 'Running', sentence: 'Its address leads to it.' },
        lastTransitionTime: server.createdAt,
      },
    ],
    pendingChanges:
      server.reference.name === 'spectra-fit'
        ? [
            {
              path: '/spec/template/spec/containers/0/resources/limits/memory',
              from: '8Gi',
              to: '16Gi',
            },
          ]
        : [],
    git:
      server.delivery === 'gitops'
        ? { application: 'team-physics' }
        : undefined,
    environment: { MLFLOW_TRACKING_URI: 'https://mlflow.example.org' },
    access: {
      mode: 'oidc',
      issuerUrl: 'https://login.example.org',
      emails: ['ada@example.org', 'grace@example.org'],
      groups: ['team-physics'],
    },
    pod: running
      ? {
          name: `${server.reference.name}-0`,
          phase: 'Running',
          node: 'worker-3',
        }
      : undefined,
    containers: running ? { 'jupyter-server': 'ready', authz: 'ready' } : {},
  };
}

/** What a step is called while it lies ahead, while it is under way, and when it is behind. */
const steps: ReadonlyArray<
  readonly [step: TimelineStep, ahead: string, now: string, done: string]
> = [
  ['requested', 'Request', 'Requesting', 'Requested'],
  ['accepted', 'Accept the request', 'Accepting the request', 'Accepted'],
  ['scheduled', 'Find a machine', 'Finding a machine', 'Machine found'],
  ['disk', 'Attach the disk', 'Attaching the disk', 'Disk attached'],
  ['image', 'Download the image', 'Downloading the image', 'Image downloaded'],
  ['started', 'Start Jupyter', 'Starting Jupyter', 'Jupyter started'],
  ['ready', 'Ready to open', 'Waiting for Jupyter to answer', 'Ready to open'],
];

/** A start that has come as far as `doneSteps`, three seconds a step since `since`. */
export function fakeTimeline(
  server: ServerSummary,
  since: Date,
  doneSteps: number,
): ServerTimeline {
  const at = (index: number) =>
    new Date(since.getTime() + index * 3_000).toISOString();
  return {
    steps: steps.map(([step, ahead, now, done], index) => {
      const state = stepState(index, doneSteps, server);
      return {
        kind: 'step',
        step,
        title: titleIn(state, { ahead, now, done }),
        state,
        ...(index <= doneSteps ? { at: at(index) } : {}),
        ...(index === doneSteps && server.reason
          ? { reason: server.reason }
          : {}),
      };
    }),
    happenings: [
      {
        kind: 'happening',
        title: 'Stopped because nobody used it',
        at: new Date(since.getTime() - 40_000_000).toISOString(),
        severity: 'normal',
      },
      {
        kind: 'happening',
        title: 'A container was restarted',
        at: new Date(since.getTime() - 90_000_000).toISOString(),
        severity: 'warning',
        reason: {
          code: 'OutOfMemory',
          sentence: 'It needed more memory than it asked for.',
          hint: 'Choose a larger size.',
          message: 'Container jupyter-server was OOMKilled (exit code 137)',
        },
      },
    ],
  };
}

function titleIn(
  state: ReturnType<typeof stepState>,
  words: Readonly<Record<'ahead' | 'now' | 'done', string>>,
): string {
  if (state === 'done') return words.done;
  return state === 'waiting' ? words.ahead : words.now;
}

function stepState(
  index: number,
  doneSteps: number,
  server: ServerSummary,
): 'done' | 'active' | 'waiting' | 'failed' {
  if (index < doneSteps) {
    return 'done';
  }
  if (index > doneSteps) {
    return 'waiting';
  }
  return server.phase === 'failed' ? 'failed' : 'active';
}

/** Three events, newest first. */
export function fakeEvents(now: Date): readonly ServerEvent[] {
  const minutes = (count: number) =>
    new Date(now.getTime() - count * 60_000).toISOString();
  return [
    {
      id: '1',
      severity: 'warning',
      reason: {
        code: 'ProbeFailing',
        sentence: 'The server did not answer its health check.',
        hint: 'It is usually busy: wait, or look at its logs.',
        message: 'Readiness probe failed: context deadline exceeded',
      },
      subject: 'Pod/genomics-0',
      count: 4,
      firstAt: minutes(25),
      lastAt: minutes(19),
    },
    {
      id: '2',
      severity: 'normal',
      reason: {
        code: 'Pulled',
        sentence: 'The image was fetched.',
        message: 'Successfully pulled image in 12.4s (12.4s including waiting)',
      },
      subject: 'Pod/genomics-0',
      count: 1,
      firstAt: minutes(190),
      lastAt: minutes(190),
    },
    {
      id: '3',
      severity: 'normal',
      reason: {
        code: 'Scheduled',
        sentence: 'A node was found.',
        message: 'Successfully assigned team-physics/genomics-0 to worker-3',
      },
      subject: 'Pod/genomics-0',
      count: 1,
      firstAt: minutes(191),
      lastAt: minutes(191),
    },
  ];
}

/** Log lines of a Jupyter server that started well. */
export function fakeLogLines(now: Date, count: number): readonly LogLine[] {
  const texts = [
    'jupyter_server | extension was successfully linked.',
    'Serving notebooks from local directory: /home/jovyan',
    'Jupyter Server 2.17.0 is running at:',
    'http://127.0.0.1:8888/lab',
    'Kernel started: 3f2b9a4e-7f0e-4a6c-9d6e-2f1f5b8c1d20',
    'Saving file at /analysis/lensing.ipynb',
    'Connecting to kernel 3f2b9a4e-7f0e-4a6c-9d6e-2f1f5b8c1d20.',
  ];
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(now.getTime() - (count - index) * 7_000);
    return {
      at: at.toISOString(),
      text: `[I ServerApp] ${texts[index % texts.length]}`,
    };
  });
}

/** Definition and objects; the StatefulSet in the cluster differs from the rendered one. */
export function fakeManifest(server: ServerSummary): ServerManifest {
  const { name, namespace } = server.reference;
  const service = `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  ports:
    - name: http
      port: 80
      targetPort: http
  selector:
    app: ${name}
`;
  const statefulSet = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  replicas: 1
  serviceName: ${name}
  template:
    spec:
      containers:
        - name: jupyter-server
          image: ${server.image}
          resources:
            limits:
              memory: 16Gi
            requests:
              cpu: "2"
              memory: 16Gi
`;
  return {
    serverYaml: `apiVersion: amalthea.dev/v1alpha1
kind: JupyterServer
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  # The image people work in.
  jupyterServer:
    image: ${server.image}
    defaultUrl: /lab
    resources:
      requests:
        cpu: "2"
        memory: 8Gi
  storage:
    size: 20Gi
  culling:
    idleSecondsThreshold: 3600
`,
    objects: [
      {
        key: 'service',
        apiVersion: 'v1',
        kind: 'Service',
        name,
        renderedYaml: service,
        liveYaml: service,
      },
      {
        key: 'statefulset',
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name,
        renderedYaml: statefulSet,
        liveYaml: statefulSet.replaceAll('16Gi', '8Gi'),
      },
      {
        key: 'ingress',
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        name,
        renderedYaml: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
spec:
  rules:
    - host: ${name}.jupyter.example.org
`,
      },
    ],
  };
}
