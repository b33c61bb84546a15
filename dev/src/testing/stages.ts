import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { typesAndApiReports } from './apiReports';
import { runProgram } from './runProgram';
import { Tally } from './Tally';

/** One part of `npm test`. `run` gets the words that the caller adds for the runner. */
export type Stage = {
  readonly name: string;
  readonly explanation: string;
  readonly run: (root: string, extra: readonly string[]) => Promise<Tally>;
};

/** The fields of Jest's `--json` report that the closing line needs. */
const jestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const check =
  (program: (root: string) => Promise<number>): Stage['run'] =>
  async root =>
    (await program(root)) === 0
      ? { passed: 1, failed: 0, skipped: 0 }
      : { passed: 0, failed: 1, skipped: 0 };

const jest =
  (name: string, command: string, ...words: string[]): Stage['run'] =>
  async (root, extra) => {
    const report = join(root, 'test-output', `${name}.json`);
    await rm(report, { force: true });
    const code = await runProgram(
      command,
      [...words, '--json', `--outputFile=${report}`, ...extra],
      {
        cwd: root,
        env: { CI: 'true' },
      },
    );
    return readTally(report, code);
  };

/** A runner that died without a report, or that failed although no test did, is one failure. */
async function readTally(report: string, code: number): Promise<Tally> {
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const counts = jestReport.parse(JSON.parse(text));
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return {
    passed: counts.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: counts.numPendingTests,
  };
}

/** The stages in the order in which `npm test` runs them: the cheap ones first. */
export const stages: readonly Stage[] = [
  {
    name: 'types',
    explanation: 'type-check, and API reports of the portal packages',
    run: check(root => typesAndApiReports(root, 'check')),
  },
  {
    name: 'lint',
    explanation: 'lint and formatting',
    run: check(root => runProgram('dev/run', ['lint'], { cwd: root })),
  },
  {
    name: 'unit',
    explanation: 'unit tests (no cluster)',
    run: jest(
      'unit',
      'yarn',
      'backstage-cli',
      'repo',
      'test',
      '--maxWorkers=2',
    ),
  },
  {
    name: 'integration',
    explanation: 'integration tests (real control plane, simulated nodes)',
    run: jest(
      'integration',
      'yarn',
      'jest',
      '--config=dev/jest/integration.config.js',
      '--maxWorkers=2',
    ),
  },
  {
    name: 'e2e',
    explanation: 'end-to-end tests (real pods, real browser)',
    run: jest(
      'e2e',
      'yarn',
      'jest',
      '--config=e2e/jest/e2e.config.js',
      '--runInBand',
    ),
  },
];
