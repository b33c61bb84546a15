import type { Progress } from '../host/progress';
import type { Environment } from '../host/userDirectories';
import type { ImageConfig } from './writeImage';

export interface ImageOptions {
  readonly environment: Environment;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** One image that is built here. */
export interface ImageRecipe {
  readonly config: ImageConfig;
  /** All that the image is made of; equal inputs are built once for all checkouts. */
  inputs(options: ImageOptions): Promise<readonly string[]>;
  /**
   * Makes the layers as tar files in the scratch folder, lowest first.
   *
   * @returns their paths.
   */
  buildLayers(
    scratch: string,
    options: ImageOptions,
  ): Promise<readonly string[]>;
}
