import { join } from 'node:path';
import { root } from '../root';
import { runProgram } from '../testing/runProgram';

/** `npm run bench -- NAME [--json FILE]`: hands over to the benchmarks' own workspace. */
export async function run(args: readonly string[]): Promise<number> {
  return runProgram(
    process.execPath,
    [
      '--import',
      join(root, 'node_modules/tsx/dist/loader.mjs'),
      join(root, 'bench/src/main.ts'),
      ...args,
    ],
    { cwd: process.env.INIT_CWD ?? root },
  );
}
