import { runCommand } from '@amalthea/dev';
import { ensurePrograms } from '@amalthea/dev/src/packages/debianPackages';
import { access, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { Bench } from './authz/Bench';
import { figuresOf } from './authz/figuresOf';
import { measure } from './authz/measurements';
import { page } from './authz/page';
import type { Benchmark } from './Benchmark';

const documentation = resolve(__dirname, '../../docs/benchmarks/authz.md');

const apacheModule = '/usr/lib/apache2/modules/mod_auth_openidc.so';

/** A module is no program, so it is looked for apart from them. */
async function ensureApacheModule(
  progress: (message: string) => void,
): Promise<void> {
  try {
    await access(apacheModule);
  } catch {
    progress('installing libapache2-mod-auth-openidc');
    await runCommand('apt-get', [
      'install',
      '--yes',
      '--no-install-recommends',
      'libapache2-mod-auth-openidc',
    ]);
  }
}

/** The auth proxy beside nginx, haproxy, Caddy, oauth2-proxy and mod_auth_openidc, in one run on loopback. */
export const run: Benchmark = async progress => {
  await ensurePrograms(
    [
      { program: 'wrk', debianPackage: 'wrk' },
      { program: 'curl', debianPackage: 'curl' },
      { program: 'taskset', debianPackage: 'util-linux' },
      { program: 'nginx', debianPackage: 'nginx-light' },
      { program: 'haproxy', debianPackage: 'haproxy' },
      { program: 'caddy', debianPackage: 'caddy' },
      { program: 'apache2', debianPackage: 'apache2' },
    ],
    { environment: process.env, progress },
  );
  await ensureApacheModule(progress);
  progress('starting the candidates and signing in');
  const bench = await Bench.start();
  try {
    await bench.addNginx();
    await bench.addHaproxy();
    await bench.addAuthz();
    await bench.addNginxWithAuthz();
    await bench.addNginxWithAllowAll();
    await bench.addCaddyWithAuthz();
    await bench.addOauth2Proxy();
    await bench.addNginxWithOauth2Proxy();
    await bench.addApache();
    const figures = figuresOf(await measure(bench, progress));
    const machine = `${cpus().length} x ${
      cpus()[0]?.model ?? 'unknown'
    }, ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}`;
    await writeFile(documentation, page(figures, machine));
    return figures;
  } finally {
    await bench.stop();
  }
};
