import { bundlesOf } from '../render/bundlesOf';
import { parseRenderArguments } from '../render/renderArguments';
import { readRenderConfig } from '../render/readRenderConfig';
import { readSources } from '../render/readSources';
import { UsageError } from '../render/usageError';

const usage = `Usage: npm run -s render -- [--config FILE] [--delivery bundle|gitops] [--namespace NAME] FILE…

Prints the objects of the JupyterServers in FILE…, as operator and Argo CD plugin apply them. '-' reads standard input.

  --config FILE     what the people who run the cluster decide (sidecar image, ingress class, …), as YAML or JSON
  --delivery MODE   bundle: as the operator applies it (default); gitops: as the Argo CD plugin emits it
  --namespace NAME  for servers that name none (default: default)
`;

/** `npm run -s render -- FILE…`: objects to standard output, problems to standard error, one a line. */
export async function run(args: readonly string[]): Promise<number> {
  process.stdout.on('error', error => {
    // The reader of a pipe may go away early, as head does.
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`render: standard output: ${error.message}\n`);
    process.exit(1);
  });
  try {
    const options = parseRenderArguments(args);
    if (options.help) {
      process.stdout.write(usage);
      return 0;
    }
    const config = await readRenderConfig(options);
    const sources = await readSources(options.files);
    const { output, notes, problems } = bundlesOf(
      sources,
      config,
      options.namespace,
    );
    for (const line of [...notes, ...problems])
      process.stderr.write(`${line}\n`);
    if (problems.length > 0) return 1;
    process.stdout.write(output);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}
