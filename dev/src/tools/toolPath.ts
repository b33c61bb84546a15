import { requireDiskSpace } from '../host/freeDiskSpace';
import { standardErrorProgress, type Progress } from '../host/progress';
import { cacheDirectory, type Environment } from '../host/userDirectories';
import { buildBytes, buildTools } from './buildTools';
import { findGo } from './goCommand';
import { locateTools, recipeOf } from './locateTools';
import { findTool, type ToolName } from './toolCatalogue';

export interface ToolOptions {
  readonly environment?: Environment;
  readonly progress?: Progress;
  /** Where Go is looked for besides PATH. */
  readonly goFolders?: readonly string[];
  /** Ends a build that is under way. */
  readonly signal?: AbortSignal;
}

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
  const { paths, missing } = await locateTools(names, environment);
  for (const module of missing)
    await buildTools({ ...module, ...options, environment, progress });
  return Object.fromEntries(paths) as Record<Name, string>;
}

/**
 * Checks, before anything else takes its time, that those of the programs that are missing can be built.
 *
 * @throws DevError `GO_MISSING` or `DISK_FULL`
 */
export async function requireBuildable(
  names: readonly ToolName[],
  { environment = process.env, goFolders }: ToolOptions = {},
): Promise<void> {
  const { missing } = await locateTools(names, environment);
  if (missing.length === 0) return;
  await findGo(environment, goFolders);
  await requireDiskSpace(
    cacheDirectory(environment),
    buildBytes(missing),
    'Building the programs',
  );
}

/** The version that is pinned for a tool, for example `v1.37.2`. */
export async function toolVersion(name: ToolName): Promise<string> {
  return (await recipeOf(findTool(name))).version;
}
