import { root } from '../root';
import { typesAndApiReports } from '../testing/apiReports';
import { runProgram } from '../testing/runProgram';

/** `npm run generate`: renews every committed file that is made from another one (CRD, RBAC, references, API reports). */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(
      `amalthea: generate renews everything and takes no words, not '${args[0]}'.\n`,
    );
    return 2;
  }
  const code = await runProgram(
    'yarn',
    [
      'workspaces',
      'foreach',
      '--all',
      '--verbose',
      '--topological-dev',
      'run',
      'generate',
    ],
    { cwd: root },
  );
  return code || typesAndApiReports(root, 'write');
}
