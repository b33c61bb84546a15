import { root } from '../root';
import { runProgram } from '../testing/runProgram';

/** `npm run generate`: renews every committed file that is made from another one (CRD, RBAC, references). */
export async function run(): Promise<number> {
  return runProgram(
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
}
