import {
  type Bundle,
  defaultRenderConfig,
  formatDocuments,
  JupyterServer,
  parseJupyterServer,
  podTemplateHash,
  render,
  renderHash,
} from '@amalthea/jupyterserver';
import type { Benchmark } from './Benchmark';
import { figure } from './figures';

const serverCount = 1000;
const rounds = 5;

function server(index: number): JupyterServer {
  const result = parseJupyterServer({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: {
      name: `server-${index}`,
      namespace: `team-${index % 50}`,
      uid: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      labels: { team: `team-${index % 50}` },
    },
    spec: {
      routing: { host: 'lab.example.org', path: `/users/u${index}/lab` },
      auth: { token: `token-${index}` },
      jupyterServer: {
        image: `registry.example.org/notebook:${index}`,
        resources: { requests: { cpu: '250m', memory: '1Gi' } },
        env: [{ name: 'COURSE', value: `course-${index}` }],
      },
      storage: { size: `${1 + (index % 100)}Gi`, pvc: { enabled: true } },
      patches: [
        {
          type: 'application/json-patch+json',
          patch: [
            {
              op: 'add',
              path: '/statefulset/spec/template/spec/containers/0/env/-',
              value: { name: 'INDEX', value: String(index) },
            },
          ],
        },
      ],
    },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.server;
}

/** Processor time of this process, all threads, so that other work on the machine does not count. */
function processorMilliseconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** The fastest of some rounds. */
function warmMilliseconds(work: () => void): number {
  return Math.min(
    ...Array.from({ length: rounds }, () => processorMilliseconds(work)),
  );
}

/** Rendering distinct servers: milliseconds of processor time. */
export const run: Benchmark = async progress => {
  progress(`rendering ${serverCount} distinct servers, ${rounds} times`);
  const servers = Array.from({ length: serverCount }, (_, index) =>
    server(index),
  );
  let bundles: Bundle[] = [];
  const first = processorMilliseconds(() => {
    bundles = servers.map(one => render(one, defaultRenderConfig));
  });
  return [
    figure(
      'parse 1,000 servers',
      warmMilliseconds(() => servers.forEach((_, index) => server(index))),
      'ms',
    ),
    figure('render 1,000 servers, first time', first, 'ms', { atMost: 1000 }),
    figure(
      'render 1,000 servers, warm',
      warmMilliseconds(() =>
        servers.forEach(one => render(one, defaultRenderConfig)),
      ),
      'ms',
      { atMost: 1000 },
    ),
    figure(
      'render hash of 1,000 bundles',
      warmMilliseconds(() => bundles.forEach(renderHash)),
      'ms',
    ),
    figure(
      'pod template hash of 1,000 bundles',
      warmMilliseconds(() => bundles.forEach(podTemplateHash)),
      'ms',
    ),
    figure(
      'write 1,000 bundles as YAML',
      warmMilliseconds(() =>
        bundles.forEach(bundle => formatDocuments(bundle.values())),
      ),
      'ms',
    ),
  ];
};
