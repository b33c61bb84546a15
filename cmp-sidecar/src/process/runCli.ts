import { runCommand } from '../commandLine';
import { parseConfiguration } from './configuration';
import { readRenderConfig } from './renderConfig';

/** Runs the sidecar's work as a command of this process: reads its directory and environment, prints manifests. */
export function runCli(): void {
  try {
    const { limits, renderConfigFile } = parseConfiguration(process.env);
    const { exitCode, stdout, stderr } = runCommand({
      workingDirectory: process.cwd(),
      environment: process.env,
      config: readRenderConfig(renderConfigFile),
      limits,
    });
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
  } catch (error) {
    process.stderr.write(
      `amalthea-cmp: ${
        error instanceof Error ? error.message : String(error)
      }\n`,
    );
    process.exitCode = 1;
  }
}
