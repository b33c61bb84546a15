import type { ClusterState } from '../cluster/clusterState';
import { standardErrorProgress, type Progress } from '../host/progress';
import type { Environment } from '../host/userDirectories';
import { imageArchive } from '../images/imageArchive';
import { imageReference, type ImageName } from '../images/imageReference';
import { toolPath } from '../tools/toolPath';
import { importImage } from './importImage';

export interface LoadImagesOptions {
  readonly environment?: Environment;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Builds the images, where the cache lacks them, and puts them into the node of a running cluster. */
export async function loadImages(
  state: ClusterState,
  names: readonly ImageName[],
  options: LoadImagesOptions = {},
): Promise<void> {
  const environment = options.environment ?? process.env;
  const progress = options.progress ?? standardErrorProgress;
  const ctr = await toolPath('ctr', { environment, progress });
  for (const name of names) {
    const archive = await imageArchive(name, {
      environment,
      progress,
      signal: options.signal,
    });
    progress(`putting the image ${imageReference(name)} into the node`);
    await importImage(state, archive, ctr);
  }
}
