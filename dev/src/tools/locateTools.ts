import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isExecutable } from '../host/findProgram';
import { cacheDirectory, type Environment } from '../host/userDirectories';
import { root } from '../root';
import { findTool, type Tool, type ToolName } from './toolCatalogue';
import { toolRecipe, type Recipe, type ToolModule } from './toolRecipe';

/** Programs of one module that are nowhere yet, and how they are made. */
export interface MissingTools {
  readonly tools: readonly Tool[];
  readonly recipe: Recipe;
  /** Folder that holds the module's go.mod and go.sum. */
  readonly moduleDirectory: string;
  /** Where the programs go, each under its name. */
  readonly destination: string;
}

/** Where programs are, or will be once those that are missing have been built. */
export interface LocatedTools {
  readonly paths: ReadonlyMap<ToolName, string>;
  readonly missing: readonly MissingTools[];
}

const modulesDirectory = join(root, 'dev', 'tools');

/**
 * Looks for programs in `TEST_ASSET_<NAME>` and `KUBEBUILDER_ASSETS` (the conventions of Kubernetes' envtest), then
 * in the user's cache. Builds nothing.
 *
 * @throws DevError `TOOL_UNKNOWN`
 */
export async function locateTools(
  names: readonly ToolName[],
  environment: Environment,
): Promise<LocatedTools> {
  const paths = new Map<ToolName, string>();
  const modules = new Map<string, Tool[]>();
  for (const tool of names.map(findTool)) {
    const provided = await providedTool(tool, environment);
    if (provided) paths.set(tool.name, provided);
    else modules.set(tool.module, [...(modules.get(tool.module) ?? []), tool]);
  }
  const missing: MissingTools[] = [];
  for (const [moduleName, tools] of modules) {
    const recipe = await recipeOf(tools[0]);
    const destination = join(
      cacheDirectory(environment),
      'tools',
      recipe.cacheKey,
    );
    const absent: Tool[] = [];
    for (const tool of tools) {
      const path = join(destination, tool.name);
      paths.set(tool.name, path);
      if (!(await isExecutable(path))) absent.push(tool);
    }
    if (absent.length > 0)
      missing.push({
        tools: absent,
        recipe,
        moduleDirectory: join(modulesDirectory, moduleName),
        destination,
      });
  }
  return { paths, missing };
}

/** How the module of a tool is built on this machine. */
export async function recipeOf(tool: Tool): Promise<Recipe> {
  return toolRecipe(await readModule(tool.module), tool.goPackage, {
    os: process.platform,
    architecture: process.arch,
  });
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
