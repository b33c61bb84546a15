import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ClusterState } from '../cluster/clusterState';
import { standardErrorProgress, type Progress } from '../host/progress';
import type { Environment } from '../host/userDirectories';
import { writeFileAtomically } from '../host/writeFileAtomically';
import { imageArchive } from '../images/imageArchive';
import { imageReference, type ImageName } from '../images/imageReference';
import { toolPath } from '../tools/toolPath';
import { importImage } from './importImage';

export interface LoadImagesOptions {
  readonly environment?: Environment;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Builds the images, where the cache lacks them, and puts those which the node of a running cluster lacks into it. */
export async function loadImages(
  state: ClusterState,
  names: readonly ImageName[],
  options: LoadImagesOptions = {},
): Promise<void> {
  const environment = options.environment ?? process.env;
  const progress = options.progress ?? standardErrorProgress;
  const ctr = await toolPath('ctr', { environment, progress });
  const loaded = await readLoaded(state.directory);
  for (const name of names) {
    const archive = await imageArchive(name, {
      environment,
      progress,
      signal: options.signal,
    });
    if (loaded[name] === archive) continue;
    progress(`putting the image ${imageReference(name)} into the node`);
    await importImage(state, archive, ctr);
    loaded[name] = archive;
    await writeFileAtomically(
      loadedFile(state.directory),
      JSON.stringify(loaded),
    );
  }
}

// An archive's path is named after its content: it says which version of an image the node has.
const loadedSchema = z.record(z.string(), z.string());

async function readLoaded(directory: string): Promise<Record<string, string>> {
  const text = await readFile(loadedFile(directory), 'utf8').catch(() => '{}');
  return loadedSchema.parse(JSON.parse(text));
}

function loadedFile(directory: string): string {
  return join(directory, 'node', 'loaded-images.json');
}
