import { delimiter, dirname } from 'node:path';
import { root, runCommand, toolPath } from '@amalthea/dev';

/** Runs shell commands as a reader of a guide does: in a checkout, with kubectl and Helm at hand. */
export async function runGuide(
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const tools = await Promise.all(
    (['kubectl', 'helm'] as const).map(name => toolPath(name)),
  );
  const PATH = [...tools.map(path => dirname(path)), process.env.PATH].join(
    delimiter,
  );
  await runCommand('bash', ['-c', script], {
    cwd: root,
    env: { ...process.env, PATH, ...variables },
    signal: AbortSignal.timeout(280_000),
  });
}
