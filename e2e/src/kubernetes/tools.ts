import { runCommand, toolPath, type ToolName } from '@amalthea/dev';

/** How long any single call of a tool may take, milliseconds. */
const limitMilliseconds = 300_000;

async function run(
  tool: ToolName,
  words: readonly string[],
  input?: string,
): Promise<string> {
  const { stdout } = await runCommand(await toolPath(tool), words, {
    env: process.env,
    input,
    signal: AbortSignal.timeout(limitMilliseconds),
  });
  return stdout;
}

/**
 * Runs kubectl against the test's cluster, as its users do; resolves to what it printed.
 *
 * @throws DevError with the command and what it said when it fails.
 */
export function kubectl(
  words: readonly string[],
  input?: string,
): Promise<string> {
  return run('kubectl', words, input);
}

/** Runs Helm against the test's cluster; resolves to what it printed. */
export function helm(words: readonly string[]): Promise<string> {
  return run('helm', words);
}

/** Reads one object; undefined when there is none. */
export async function getObject(
  kind: string,
  name: string,
  namespace: string,
): Promise<unknown> {
  const text = await kubectl([
    'get',
    kind,
    name,
    `--namespace=${namespace}`,
    '--ignore-not-found',
    '--output=json',
  ]);
  return text.trim() === '' ? undefined : JSON.parse(text);
}
