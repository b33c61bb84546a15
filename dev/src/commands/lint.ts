import { root } from '../root';
import { runProgram } from '../testing/runProgram';

const sources =
  '{jupyterserver,kube,operator,authz,cmp-sidecar,plugins/*,packages/*,chart,dev,e2e,bench}';

/** `npm run lint`: ESLint with Backstage's rules and ours in every workspace, then Prettier. `--fix` repairs. */
export async function run(args: readonly string[]): Promise<number> {
  const unknown = args.find(word => word !== '--fix');
  if (unknown !== undefined) {
    process.stderr.write(
      `amalthea: lint does not know '${unknown}'. Usage: npm run lint [-- --fix]\n`,
    );
    return 2;
  }
  const fix = args.includes('--fix');
  const eslint = await runProgram(
    'yarn',
    ['backstage-cli', 'repo', 'lint', ...(fix ? ['--fix'] : [])],
    {
      cwd: root,
    },
  );
  const prettier = await runProgram(
    'yarn',
    [
      'prettier',
      fix ? '--write' : '--check',
      '--loglevel=warn',
      `${sources}/**/*.{ts,tsx,js,css}`,
    ],
    { cwd: root },
  );
  return eslint || prettier;
}
