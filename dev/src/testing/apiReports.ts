import { runProgram } from './runProgram';

/** Packages whose exports other people build on: each keeps a report of them, `report.api.md`. */
const packages = [
  'plugins/amalthea-common',
  'plugins/amalthea-backend',
  'plugins/amalthea-frontend',
  'plugins/catalog-backend-module-amalthea',
];

/**
 * Type-checks everything, which writes the declarations, and makes the API reports from them.
 *
 * @param mode - `check` fails where a committed report differs, `write` renews it
 * @returns the exit code
 */
export async function typesAndApiReports(
  root: string,
  mode: 'check' | 'write',
): Promise<number> {
  const code = await runProgram('yarn', ['tsc'], { cwd: root });
  if (code !== 0) return code;
  const reports = await runProgram(
    'yarn',
    [
      'backstage-repo-tools',
      'api-reports',
      '--omit-messages',
      'ae-undocumented',
      ...(mode === 'check' ? ['--ci'] : []),
      ...packages,
    ],
    { cwd: root },
  );
  if (reports !== 0 && mode === 'check') {
    process.stderr.write(
      'The API reports differ from the code: run npm run generate and commit them.\n',
    );
  }
  return reports;
}
