import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoServerClient } from '@amalthea/cmp-sidecar';
import { root } from '@amalthea/dev';
import type { Benchmark } from './Benchmark';
import { page } from './cmp/page';
import {
  buildSidecar,
  runCommandOnce,
  startSidecar,
  startStockServer,
} from './cmp/plugins';
import {
  applicationPath,
  repository,
  type Repository,
} from './cmp/repositories';
import { durations, percentile, throughput } from './cmp/timing';
import { figure, type Figure } from './figures';

const concurrency = 8;
const seconds = 6;
const warmUps = 30;

function generate(
  client: RepoServerClient,
  { archive }: Repository,
  chunkBytes?: number,
) {
  return client.generate({
    archive,
    appRelPath: applicationPath,
    env: { ARGOCD_APP_NAMESPACE: 'lab' },
    chunkBytes,
  });
}

/** The sidecar's server against its command and against Argo CD's own plugin server, and how it grows. */
export const run: Benchmark = async progress => {
  const directory = await mkdtemp(join(tmpdir(), 'amalthea-bench-cmp-'));
  try {
    const program = await buildSidecar(directory);
    const figures = await measure(directory, program, progress);
    const target = join(root, 'docs/benchmarks');
    await mkdir(target, { recursive: true });
    await writeFile(
      join(target, 'cmp.md'),
      page(figures, `${cpus().length} cores, Node.js ${process.version}`),
    );
    return figures;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

async function measure(
  directory: string,
  program: string,
  progress: (message: string) => void,
): Promise<readonly Figure[]> {
  const small = await repository(10);
  const figures: Figure[] = [];
  const sidecar = await startSidecar(directory, program);
  let native: number;
  try {
    const { client } = sidecar;
    progress('the small repository');
    await durations(warmUps, () => generate(client, small));
    const single = await durations(200, () => generate(client, small));
    figures.push(
      figure('small repository: p50', percentile(single, 0.5), 'ms', {
        atMost: 12,
      }),
      figure('small repository: p95', percentile(single, 0.95), 'ms'),
    );
    progress(`the small repository, ${concurrency} at a time`);
    native = await throughput(concurrency, seconds, () =>
      generate(client, small),
    );
    figures.push(
      figure(`small repository, ${concurrency} at a time`, native, 'calls/s'),
    );
    for (const [name, other, blob] of [
      ['3,000 other files', 3000, 0],
      ['10 MB of other content', 0, 10_000_000],
    ] as const) {
      progress(name);
      const large = await repository(10, other, blob);
      await durations(3, () => generate(client, large));
      figures.push(
        figure(
          `${name}: p50`,
          percentile(await durations(15, () => generate(client, large)), 0.5),
          'ms',
        ),
      );
    }
    progress('1,000 servers in one path');
    const many = await repository(1000);
    const times = await durations(7, () => generate(client, many));
    figures.push(
      figure('1,000 servers in one path: first call', times[0] / 1000, 's'),
      figure(
        '1,000 servers in one path: p50',
        percentile(times, 0.5) / 1000,
        's',
        { atMost: 1.5 },
      ),
    );
  } finally {
    await sidecar.stop();
  }
  progress(`the command, ${concurrency} at a time`);
  let checkout = 0;
  const command = await throughput(concurrency, seconds, () => {
    checkout += 1;
    return runCommandOnce(
      program,
      join(directory, `checkout-${checkout}`),
      small.files,
      applicationPath,
    );
  });
  progress(
    `Argo CD's plugin server with the command, ${concurrency} at a time`,
  );
  const stock = await startStockServer(directory, program);
  try {
    const stockRate = await throughput(concurrency, seconds, () =>
      generate(stock.client, small),
    );
    const single = await durations(15, () => generate(stock.client, small));
    figures.push(
      figure(`the command, ${concurrency} at a time`, command, 'calls/s'),
      figure('sidecar against the command', native / command, 'x', {
        atLeast: 12,
      }),
      figure(`stock path, ${concurrency} at a time`, stockRate, 'calls/s'),
      figure('stock path: p50', percentile(single, 0.5), 'ms'),
      figure('sidecar against the stock path', native / stockRate, 'x'),
    );
  } finally {
    await stock.stop();
  }
  return figures;
}
