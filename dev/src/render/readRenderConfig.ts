import {
  formatPath,
  RenderConfig,
  renderConfigSchema,
} from '@amalthea/jupyterserver';
import { parse } from 'yaml';
import { RenderArguments } from './renderArguments';
import { readSource } from './readSources';
import { UsageError } from './usageError';

async function readConfigFile(name: string): Promise<unknown> {
  const source = await readSource(name);
  try {
    return parse(source.text) ?? {};
  } catch (error) {
    throw new UsageError(
      `${name}: ${error instanceof Error ? error.message : String(error)}`,
      1,
    );
  }
}

/** @throws UsageError with a line for each wrong setting. */
export async function readRenderConfig({
  config: file,
  delivery,
}: RenderArguments): Promise<RenderConfig> {
  const parsed = renderConfigSchema.safeParse(
    file === undefined ? {} : await readConfigFile(file),
  );
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue =>
      [
        file,
        ...(issue.path.length > 0 ? [formatPath(issue.path)] : []),
        issue.message,
      ].join(': '),
    );
    throw new UsageError(lines.join('\n'), 1);
  }
  return delivery === undefined
    ? parsed.data
    : renderConfigSchema.parse({ ...parsed.data, delivery });
}
