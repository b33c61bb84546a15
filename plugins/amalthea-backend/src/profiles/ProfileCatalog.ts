import type { Profile } from '@amalthea/plugin-amalthea-common';
import type { ProfileDefinition } from '../configuration/profileSchema';
import { AmaltheaError } from '../errors/AmaltheaError';
import { mayUseProfile, profileForCaller } from './profileForCaller';

/** Somebody who wants to use profiles. */
export interface ProfileCaller {
  readonly ownershipReferences: readonly string[];
  readonly mayCreate: boolean;
}

/** The profiles of the portal's configuration. */
export class ProfileCatalog {
  readonly titles: ReadonlyMap<string, string>;
  readonly #profiles: ReadonlyMap<string, ProfileDefinition>;
  readonly #clusterTitles: ReadonlyMap<string, string>;

  constructor(options: {
    readonly profiles: readonly ProfileDefinition[];
    readonly clusterTitles: ReadonlyMap<string, string>;
  }) {
    this.#profiles = new Map(
      options.profiles.map(profile => [profile.id, profile]),
    );
    this.titles = new Map(
      options.profiles.map(profile => [profile.id, profile.title]),
    );
    this.#clusterTitles = options.clusterTitles;
  }

  /** All profiles; those the caller may not use say why. */
  list(caller: ProfileCaller): readonly Profile[] {
    return [...this.#profiles.values()].map(profile =>
      profileForCaller(profile, caller, this.#clusterTitles),
    );
  }

  /** Whether a profile that the caller may use has servers there. */
  hasDestination(
    place: { readonly cluster: string; readonly namespace: string },
    caller: ProfileCaller,
  ): boolean {
    return [...this.#profiles.values()].some(
      profile =>
        mayUseProfile(profile, caller.ownershipReferences) &&
        profile.destinations.some(
          ({ cluster, namespace }) =>
            cluster === place.cluster && namespace === place.namespace,
        ),
    );
  }

  /** @throws AmaltheaError ProfileUnknown */
  get(id: string): ProfileDefinition {
    const profile = this.#profiles.get(id);
    if (!profile) {
      throw new AmaltheaError(
        'ProfileUnknown',
        `There is no profile '${id}'.`,
        {
          hint: 'Choose one of the profiles that the portal offers.',
          problems: [
            {
              field: 'profile',
              message: `Choose one of: ${[...this.#profiles.keys()].join(
                ', ',
              )}.`,
            },
          ],
        },
      );
    }
    return profile;
  }

  /** @throws AmaltheaError ProfileUnknown, ProfileNotAllowed, NotAllowed */
  getForUse(id: string, caller: ProfileCaller): ProfileDefinition {
    if (!caller.mayCreate) {
      throw new AmaltheaError(
        'NotAllowed',
        'You may not ask for servers in this portal.',
        {
          hint: 'Ask the people who run the portal.',
        },
      );
    }
    const profile = this.get(id);
    if (!mayUseProfile(profile, caller.ownershipReferences)) {
      throw new AmaltheaError(
        'ProfileNotAllowed',
        `The profile ${profile.title} is not for you.`,
        {
          hint: `It is for ${profile.usableBy.join(', ')}.`,
        },
      );
    }
    return profile;
  }
}
