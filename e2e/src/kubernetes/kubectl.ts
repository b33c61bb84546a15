import { spawn } from 'node:child_process';
import { toolPath } from '@amalthea/dev';

/**
 * Runs kubectl against the test's cluster, as its users do; resolves to what it printed.
 *
 * @throws Error with the command and everything it said when it fails.
 */
export async function kubectl(words: readonly string[], input = ''): Promise<string> {
  const program = await toolPath('kubectl');
  return new Promise((resolve, reject) => {
    const child = spawn(program, words);
    let output = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', text => (output += text));
    child.stderr.setEncoding('utf8').on('data', text => (complaint += text));
    child.once('error', reject);
    child.once('close', code =>
      code === 0
        ? resolve(output)
        : reject(new Error(`kubectl ${words.join(' ')} ended with ${code}: ${complaint || output}`)),
    );
    child.stdin.end(input);
  });
}
