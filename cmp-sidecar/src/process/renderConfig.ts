import { readFileSync } from 'node:fs';
import { renderConfigSchema, type RenderConfig } from '@amalthea/jupyterserver';
import { parse } from 'yaml';
import { ConfigurationError } from './configuration';

/**
 * Reads the renderer's configuration. It must be the operator's own: what both render is compared by its hash.
 *
 * @param file YAML or JSON; `undefined` gives the defaults
 * @throws ConfigurationError that lists everything that is wrong with the file.
 */
export function readRenderConfig(file: string | undefined): RenderConfig {
  if (file === undefined) return renderConfigSchema.parse({});
  let value: unknown;
  try {
    value = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConfigurationError([
      `${file}: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  const result = renderConfigSchema.safeParse(value ?? {});
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(
      ({ path, message }) => `${file}: ${path.join('.')}: ${message}`,
    ),
  );
}
