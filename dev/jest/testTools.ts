import { toolNames, toolPaths } from '../src';

/**
 * Builds the programs that tests call before the first test runs: from cold one takes longer than a test may, and
 * those of one module, built together, share most of the work.
 */
export async function ensureTestTools(): Promise<void> {
  // The benchmarks alone compare with it.
  await toolPaths(toolNames.filter(name => name !== 'oauth2-proxy'));
}
