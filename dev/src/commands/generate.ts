import { root } from '../root';
import { typesAndApiReports } from '../testing/apiReports';
import { runProgram } from '../testing/runProgram';

/** `npm run generate`: renews every committed file that is made from another one (CRD, RBAC, references, API reports). */
export async function run(): Promise<number> {
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
