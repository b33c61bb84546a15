import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root';
import { Stage, stages } from '../testing/stages';
import { closingLine, sum, Tally } from '../testing/Tally';

const usage = `Usage: npm test [-- STAGE [WORDS…]]

Runs all stages, or one of them. Further words go to Jest, such as a pattern of file names.

${stages
  .map(({ name, explanation }) => `  ${name.padEnd(12)} ${explanation}\n`)
  .join('')}`;

/**
 * `npm test`: all stages, or the one that the first word names, with further words for its runner.
 * Ends with one line that counts the tests; the exit code is 0 only if none failed and at least one ran.
 */
export async function run(args: readonly string[]): Promise<number> {
  const [name, ...extra] = args;
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const chosen =
    name === undefined ? stages : stages.filter(stage => stage.name === name);
  if (chosen.length === 0) {
    process.stderr.write(
      `amalthea: there is no stage '${name}'. Try one of: ${stages
        .map(stage => stage.name)
        .join(', ')}.\n`,
    );
    return 2;
  }
  await mkdir(join(root, 'test-output'), { recursive: true });
  const results: { stage: Stage; tally: Tally; seconds: number }[] = [];
  for (const stage of chosen) {
    process.stderr.write(`\namalthea: ${stage.explanation}\n`);
    const started = performance.now();
    const tally = await stage.run(root, extra);
    results.push({
      stage,
      tally,
      seconds: (performance.now() - started) / 1000,
    });
  }
  process.stdout.write('\n');
  for (const { stage, tally, seconds } of results) {
    process.stdout.write(
      `${stage.name.padEnd(12)} ${closingLine(tally)} in ${seconds.toFixed(
        0,
      )} s\n`,
    );
  }
  const total = sum(results.map(result => result.tally));
  process.stdout.write(`${closingLine(total)}\n`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
