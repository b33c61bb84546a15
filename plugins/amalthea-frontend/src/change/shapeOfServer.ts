import type {
  Profile,
  ServerDetails,
  ShapeRequest,
} from '@amalthea/plugin-amalthea-common';

/** The part of a shape that can be changed on a server that exists. */
export interface ChangeableShape {
  /** Undefined: an image or size that the profile does not offer (any more). */
  readonly image: string | undefined;
  readonly size: string | undefined;
  readonly diskBytes: number | undefined;
  /** 0: never stops for idleness. */
  readonly idleSeconds: number;
}

/** What a server has now, in the terms of its profile. */
export function shapeOfServer(
  server: Pick<ServerDetails, 'image' | 'resources' | 'schedule'>,
  profile: Pick<Profile, 'images' | 'sizes'>,
): ChangeableShape {
  const { resources } = server;
  return {
    image: profile.images.find(({ image }) => image === server.image)?.id,
    size: profile.sizes.find(
      ({ cpuCores, memoryBytes, gpus }) =>
        cpuCores === resources.cpuCores &&
        memoryBytes === resources.memoryBytes &&
        gpus === (resources.gpus ?? 0),
    )?.id,
    diskBytes: resources.diskBytes,
    idleSeconds: server.schedule.idleSeconds ?? 0,
  };
}

/** Only what differs, as the backend takes it. */
export function changedShape(
  before: ChangeableShape,
  after: ChangeableShape,
): ShapeRequest {
  return Object.fromEntries(
    (['image', 'size', 'diskBytes', 'idleSeconds'] as const)
      .filter(key => after[key] !== before[key])
      .map(key => [key, after[key]]),
  );
}
