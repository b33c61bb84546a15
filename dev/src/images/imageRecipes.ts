import type { ImageName } from './imageReference';
import type { ImageRecipe } from './imageRecipe';
import { notebookImage } from './notebookImage';
import { nodeImage } from './nodeImage';

/** How each image is built. */
export const imageRecipes: Readonly<Record<ImageName, ImageRecipe>> = {
  authz: nodeImage('authz'),
  operator: nodeImage('operator'),
  'cmp-sidecar': nodeImage('cmp-sidecar'),
  'minimal-notebook': notebookImage,
};
