import { DevError } from '../host/DevError';

/** Images that are built here and put into every local cluster. */
export const imageNames = [
  'authz',
  'operator',
  'cmp-sidecar',
  'minimal-notebook',
] as const;

export type ImageName = (typeof imageNames)[number];

/** The name under which a local cluster knows an image. */
export function imageReference(name: ImageName | 'pause'): string {
  return `localhost/amalthea/${name}:dev`;
}

/**
 * The image of that name.
 *
 * @throws DevError `IMAGE_NOT_FOUND` naming all images there are.
 */
export function findImage(name: string): ImageName {
  const known = imageNames.find(candidate => candidate === name);
  if (known) return known;
  throw new DevError(
    'IMAGE_NOT_FOUND',
    `There is no image '${name}'. Known images: ${imageNames.join(', ')}.`,
  );
}
