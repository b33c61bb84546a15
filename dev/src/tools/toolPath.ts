import { readFile } from 'node:fs/promises';
import { resolve, join } from 'node:path';
import { isExecutable } from '../host/findProgram';
import { standardErrorProgress, type Progress } from '../host/progress';
import { root } from '../root';
import { cacheDirectory, type Environment } from '../host/userDirectories';
import { buildTools } from './buildTools';
import { findTool, type Tool, type ToolName } from './toolCatalogue';
import { toolRecipe, type ToolModule } from './toolRecipe';

export interface ToolOptions {
  readonly environment?: Environment;
  readonly progress?: Progress;
  /** Where Go is looked for besides PATH. */
  readonly goFolders?: readonly string[];
}

const modulesDirectory = join(root, 'dev', 'tools');

/**
 * The absolute path of a program that this repository pins, built first when it is nowhere.
 *
 * Looked for in `TEST_ASSET_<NAME>` and `KUBEBUILDER_ASSETS` (the conventions of Kubernetes' envtest), then in the
 * user's cache, then built from its Go module.
 *
 * @throws DevError `TOOL_UNKNOWN`, or what {@link buildTools} throws.
 */
export async function toolPath(
  name: ToolName,
  options: ToolOptions = {},
): Promise<string> {
  const paths = await toolPaths([name], options);
  return paths[name];
}

/** The paths of several programs; those of one module are built together. */
export async function toolPaths<Name extends ToolName>(
  names: readonly Name[],
  options: ToolOptions = {},
): Promise<Record<Name, string>> {
  const environment = options.environment ?? process.env;
  const progress = options.progress ?? standardErrorProgress;
  const found = new Map<string, string>();
  const missing = new Map<string, Tool[]>();
  for (const tool of names.map(findTool)) {
    const provided = await providedTool(tool, environment);
    if (provided) found.set(tool.name, provided);
    else missing.set(tool.module, [...(missing.get(tool.module) ?? []), tool]);
  }
  for (const [moduleName, tools] of missing) {
    const module = await readModule(moduleName);
    const recipe = toolRecipe(module, tools[0].goPackage, {
      os: process.platform,
      architecture: process.arch,
    });
    const destination = join(
      cacheDirectory(environment),
      'tools',
      recipe.cacheKey,
    );
    const absent: Tool[] = [];
    for (const tool of tools) {
      const path = join(destination, tool.name);
      found.set(tool.name, path);
      if (!(await isExecutable(path))) absent.push(tool);
    }
    if (absent.length > 0) {
      const moduleDirectory = join(modulesDirectory, moduleName);
      await buildTools({
        tools: absent,
        recipe,
        moduleDirectory,
        destination,
        environment,
        progress,
        goFolders: options.goFolders,
      });
    }
  }
  return Object.fromEntries(found) as Record<Name, string>;
}

/** The version that is pinned for a tool, for example `v1.37.2`. */
export async function toolVersion(name: ToolName): Promise<string> {
  const tool = findTool(name);
  const module = await readModule(tool.module);
  return toolRecipe(module, tool.goPackage, {
    os: process.platform,
    architecture: process.arch,
  }).version;
}

/** The program that the environment points to, if it does. */
async function providedTool(
  tool: Tool,
  environment: Environment,
): Promise<string | undefined> {
  const asset =
    environment[`TEST_ASSET_${tool.name.toUpperCase().replaceAll('-', '_')}`];
  if (asset && (await isExecutable(asset))) return resolve(asset);
  const folder = environment.KUBEBUILDER_ASSETS;
  if (!folder) return undefined;
  const candidate = resolve(folder, tool.name);
  return (await isExecutable(candidate)) ? candidate : undefined;
}

async function readModule(name: string): Promise<ToolModule> {
  const directory = join(modulesDirectory, name);
  const [goMod, goSum, source] = await Promise.all([
    readFile(join(directory, 'go.mod'), 'utf8'),
    readFile(join(directory, 'go.sum'), 'utf8'),
    readFile(join(directory, 'main.go'), 'utf8').catch(() => ''),
  ]);
  return { name, goMod, goSum, source };
}
