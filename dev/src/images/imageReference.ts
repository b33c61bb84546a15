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
