import {
  abortOnSignals,
  clusterDirectory,
  startCluster,
  undoOnSignals,
} from '@amalthea/dev';
import { KubeClient } from '@amalthea/kube';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

import type { Benchmark } from './Benchmark';
import { auditedWrites } from './create/auditLog';
import { burst, ceiling, clear } from './create/burst';
import { startOperatorProcess } from './create/operatorProcess';
import { page } from './create/page';
import { processUsage } from './create/processUsage';
import { prepareCluster } from './create/world';
import { Figure, figure } from './figures';

const root = resolve(__dirname, '../..');
const operatorUser = 'amalthea-operator';
const children = 6;
/** Four times what Amalthea classic 0.24.0 did on a machine of this kind: 7-8 servers a second. */
const rateGoal = 30;
const restSeconds = 60;

/**
 * Bursts of 100 and 1,000 servers on simulated nodes: how fast their children exist, and what the operator
 * costs; then a minute in which nothing happens.
 */
export const run: Benchmark = async progress => {
  // What else runs on the machine takes from the API server first.
  const [load] = loadavg();
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-bench-create-'));
  const name = `bench-create-${process.pid}`;
  const { signal, dispose } = abortOnSignals(process);
  const cluster = await startCluster({
    name,
    directory: clusterDirectory({ name }),
    simulated: true,
    nodes: 10,
    audit: true,
    unthrottled: true,
    progress,
    signal,
  }).finally(dispose);
  const stop = async () => {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  };
  const ignoreSignals = undoOnSignals(stop);
  try {
    const { auditLog } = cluster.state;
    if (!auditLog) {
      throw new Error('The cluster keeps no audit log.');
    }
    const { kubeconfig } = cluster.state;
    const admin = KubeClient.fromFile(kubeconfig, {
      userAgent: 'amalthea-bench',
      connections: 32,
    });
    const operatorConfig = join(directory, 'kubeconfig.yaml');
    const asOperator = {
      ...parse(await readFile(kubeconfig, 'utf8')),
      'current-context': 'operator',
    };
    await writeFile(operatorConfig, stringify(asOperator), { mode: 0o600 });
    await prepareCluster(admin, operatorUser);
    const figures = await measure(
      admin,
      directory,
      operatorConfig,
      auditLog,
      progress,
    );
    await admin.close();
    const target = join(root, 'docs/benchmarks');
    await mkdir(target, { recursive: true });
    await writeFile(
      join(target, 'create.md'),
      page(
        figures,
        `${cpus().length} cores; load when it began: ${load.toFixed(1)}`,
      ),
    );
    return figures;
  } finally {
    await stop();
    ignoreSignals();
  }
};

async function measure(
  admin: KubeClient,
  directory: string,
  operatorConfig: string,
  auditLog: string,
  progress: (message: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const counts = [100, 1_000];
  const ceilings = new Map<number, number>();
  for (const count of counts) {
    progress(`the ceiling: ${count} bundles without an operator`);
    ceilings.set(count, count / (await ceiling(admin, count)));
    await clear(admin, count);
  }
  const operator = await startOperatorProcess(root, directory, operatorConfig);
  try {
    const start = await processUsage(operator.pid);
    figures.push(
      figure('start of the operator: CPU', start.cpuMilliseconds, 'ms'),
      figure('start of the operator: RSS', start.residentBytes / 1e6, 'MB'),
    );
    for (const count of counts) {
      progress(`${count} servers in one burst`);
      const result = await burst(
        admin,
        count,
        { pid: operator.pid, user: operatorUser },
        auditLog,
      );
      const rate = count / result.seconds;
      const bare = ceilings.get(count) ?? NaN;
      figures.push(
        figure(
          `${count} servers: all children exist after`,
          result.seconds,
          's',
        ),
        figure(`${count} servers: rate`, rate, 'servers/s', {
          atLeast: rateGoal,
        }),
        figure(
          `${count} servers: ceiling without an operator`,
          bare,
          'servers/s',
        ),
        figure(
          `${count} servers: share of the ceiling`,
          (100 * rate) / bare,
          '%',
        ),
        figure(`${count} servers: all run after`, result.runningSeconds, 's'),
        figure(
          `${count} servers: operator writes per server`,
          result.writesPerServer,
          'writes',
          {
            atMost: children + 3,
          },
        ),
        figure(
          `${count} servers: operator CPU per server`,
          result.cpuMillisecondsPerServer,
          'ms',
        ),
        figure(
          `${count} servers: operator RSS`,
          result.residentBytes / 1e6,
          'MB',
        ),
      );
    }
    progress(`${restSeconds} s in which nothing happens`);
    const started = Date.now();
    await new Promise(done => setTimeout(done, restSeconds * 1000));
    const atRest = (await auditedWrites(auditLog, started)).filter(
      ({ user, resource }) => user === operatorUser && resource !== 'leases',
    );
    figures.push(
      figure(
        '1,100 servers at rest: operator writes',
        atRest.length,
        'writes/min',
        { atMost: 0 },
      ),
    );
  } finally {
    await operator.stop();
  }
  return figures;
}
