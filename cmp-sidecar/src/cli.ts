import { parseConfiguration } from './process/configuration';
import { readRenderConfig } from './process/renderConfig';
import { runCommand } from './commandLine';

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
    `amalthea-cmp: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
