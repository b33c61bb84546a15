import {
  KubeClient,
  KubernetesObject,
  Reflector,
  resources,
} from '@amalthea/kube';

import { AuditedWrite, auditedWrites } from './auditLog';
import { processUsage } from './processUsage';
import {
  createNamespaces,
  exampleChildren,
  exampleServer,
  inParallel,
  jupyterServers,
} from './world';

const childKinds = [
  'services',
  'ingresses',
  'statefulsets',
  'configmaps',
  'secrets',
  'networkpolicies',
];
const loaderWidth = 16;
const serversPerNamespace = 20;

/** What a burst of servers took. */
export interface BurstResult {
  /** From the first request of the loader to the last child. */
  readonly seconds: number;
  readonly runningSeconds: number;
  readonly writesPerServer: number;
  readonly cpuMillisecondsPerServer: number;
  readonly residentBytes: number;
}

interface Server {
  readonly namespace: string;
  readonly name: string;
}

async function serversOf(
  admin: KubeClient,
  prefix: string,
  count: number,
): Promise<readonly Server[]> {
  const namespaces = await createNamespaces(
    admin,
    prefix,
    Math.ceil(count / serversPerNamespace),
  );
  return Array.from({ length: count }, (_, index) => ({
    namespace: namespaces[index % namespaces.length],
    name: `server-${index}`,
  }));
}

/** Creates servers in one burst and waits until each of them runs. */
export async function burst(
  admin: KubeClient,
  count: number,
  operator: { readonly pid: number; readonly user: string },
  auditLog: string,
): Promise<BurstResult> {
  const prefix = `burst-${count}`;
  const servers = await serversOf(admin, prefix, count);
  const running = new Set<string>();
  let finish = () => {};
  const allRun = new Promise<void>(resolve => {
    finish = resolve;
  });
  const reflector = new Reflector<
    KubernetesObject & { status?: { state?: string } }
  >({
    client: admin,
    resource: jupyterServers,
    onChange: ({ object }) => {
      const namespace = object.metadata?.namespace ?? '';
      if (
        object.status?.state === 'running' &&
        namespace.startsWith(`${prefix}-`)
      ) {
        running.add(`${namespace}/${object.metadata?.name}`);
      }
      if (running.size === count) {
        finish();
      }
    },
  });
  reflector.start();
  await reflector.waitForSync();
  const before = await processUsage(operator.pid);
  const started = Date.now();
  await inParallel(servers, loaderWidth, ({ namespace, name }) =>
    admin.create(jupyterServers, exampleServer(namespace, name)),
  );
  await allRun;
  const runningSeconds = (Date.now() - started) / 1000;
  await reflector.stop();
  // The log is written a moment after the answer.
  await new Promise(resolve => setTimeout(resolve, 3_000));
  const after = await processUsage(operator.pid);
  const writes = (await auditedWrites(auditLog, started)).filter(
    ({ user, namespace }) =>
      user === operator.user && namespace.startsWith(`${prefix}-`),
  );
  return {
    seconds: (lastChild(writes) - started) / 1000,
    runningSeconds,
    writesPerServer: writes.length / count,
    cpuMillisecondsPerServer:
      (after.cpuMilliseconds - before.cpuMilliseconds) / count,
    residentBytes: after.residentBytes,
  };
}

function lastChild(writes: readonly AuditedWrite[]): number {
  return Math.max(
    ...writes
      .filter(({ resource }) => childKinds.includes(resource))
      .map(({ finishedAt }) => finishedAt),
  );
}

/** Creates the same children without any operator, as fast as the API server takes them: the ceiling. */
export async function ceiling(
  admin: KubeClient,
  count: number,
): Promise<number> {
  const servers = await serversOf(admin, `ceiling-${count}`, count);
  const bundles = servers.map(({ namespace, name }) =>
    exampleChildren(namespace, name),
  );
  const started = performance.now();
  await inParallel(bundles, 32, async children => {
    for (const child of children) {
      const resource = await admin.discovery.find(
        child.apiVersion ?? '',
        child.kind ?? '',
      );
      await admin.apply(resource, child, {
        fieldManager: 'amalthea-bench',
        force: true,
      });
    }
  });
  return (performance.now() - started) / 1000;
}

/** Removes what the ceiling left, so that nothing of it works on while others are measured. */
export async function clear(admin: KubeClient, count: number): Promise<void> {
  const prefix = `ceiling-${count}`;
  const { items } = await admin.list<KubernetesObject>(resources.namespaces);
  const names = items
    .map(({ metadata }) => metadata?.name ?? '')
    .filter(name => name.startsWith(`${prefix}-`));
  for (const name of names) {
    await admin.delete(resources.namespaces, { name });
  }
  for (;;) {
    const left = await admin.list<KubernetesObject>(resources.namespaces);
    if (
      !left.items.some(({ metadata }) =>
        metadata?.name?.startsWith(`${prefix}-`),
      )
    ) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
