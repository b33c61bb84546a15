import type { Profile } from '@amalthea/plugin-amalthea-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type { ProfileDefinition } from '../configuration/profileSchema';

/** Whether somebody with these ownership references may use a profile. */
export function mayUseProfile(
  profile: ProfileDefinition,
  ownershipReferences: readonly string[],
): boolean {
  return (
    profile.usableBy.length === 0 ||
    profile.usableBy.some(reference => ownershipReferences.includes(reference))
  );
}

/** A profile as the caller sees it. */
export function profileForCaller(
  profile: ProfileDefinition,
  caller: {
    readonly ownershipReferences: readonly string[];
    readonly mayCreate: boolean;
  },
  clusterTitles: ReadonlyMap<string, string>,
): Profile {
  return {
    id: profile.id,
    title: profile.title,
    description: profile.description,
    ...(profile.icon ? { icon: profile.icon } : {}),
    images: profile.images,
    sizes: profile.sizes.map(({ cpu, memory, ...size }) => ({
      ...size,
      cpuCores: cpu,
      memoryBytes: memory,
    })),
    disk: {
      minimum: profile.disk.minimum,
      maximum: profile.disk.maximum,
      default: profile.disk.default ?? profile.disk.minimum,
      kept: profile.disk.kept,
    },
    idle: {
      minimum: profile.idle.minimum,
      maximum: profile.idle.maximum,
      default: profile.idle.default ?? profile.idle.minimum,
      mayNeverStop: profile.idle.mayNeverStop,
    },
    variables: profile.environment.variables,
    freeVariables: profile.environment.free,
    collaborators: profile.oidc !== undefined,
    destinations: profile.destinations.map(destination => ({
      ...destination,
      clusterTitle:
        clusterTitles.get(destination.cluster) ?? destination.cluster,
    })),
    defaults: {
      image: profile.defaults.image ?? profile.images[0].id,
      size: profile.defaults.size ?? profile.sizes[0].id,
    },
    usableBy: profile.usableBy,
    availability: availability(profile, caller),
  };
}

function availability(
  profile: ProfileDefinition,
  caller: {
    readonly ownershipReferences: readonly string[];
    readonly mayCreate: boolean;
  },
): Profile['availability'] {
  if (!caller.mayCreate)
    return {
      usable: false,
      reason: 'You may not ask for servers in this portal.',
    };
  if (mayUseProfile(profile, caller.ownershipReferences))
    return { usable: true };
  const names = profile.usableBy.map(
    reference => parseEntityRef(reference).name,
  );
  return { usable: false, reason: `Only for ${names.join(', ')}.` };
}
