import {
  render,
  RenderError,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import { AmaltheaError } from '../errors/AmaltheaError';
import { draftServer } from '../servers/draftServer';
import {
  configurationPath,
  type ConfigurationProblem,
} from './ConfigurationError';
import type { ProfileDefinition } from './profileSchema';

/** Makes a server of every profile with every image and size, as if somebody had asked, and says what does not work. */
export function tryProfiles(
  profiles: readonly ProfileDefinition[],
  renderConfig: RenderConfig,
): readonly ConfigurationProblem[] {
  return profiles.flatMap((profile, index) => {
    const choices = [
      ...profile.images.map(image => ({ image: image.id })),
      ...profile.sizes.map(size => ({ size: size.id })),
    ];
    for (const shape of choices) {
      const problem = tryShape(profile, shape, renderConfig);
      if (problem)
        return [
          {
            ...problem,
            path: configurationPath(['profiles', index, ...problem.path]),
          },
        ];
    }
    return [];
  });
}

function tryShape(
  profile: ProfileDefinition,
  shape: { readonly image?: string; readonly size?: string },
  renderConfig: RenderConfig,
): { readonly path: readonly string[]; readonly message: string } | undefined {
  try {
    const request = { profile: profile.id, name: 'trial', shape };
    const draft = draftServer({
      request,
      profile,
      owner: 'user:default/trial',
      ownerEmail: 'trial@example.org',
    });
    render(draft.server, renderConfig);
    return undefined;
  } catch (failure) {
    if (failure instanceof RenderError)
      return { path: ['patches'], message: failure.message };
    if (!(failure instanceof AmaltheaError)) throw failure;
    const problems = failure.cause.problems ?? [];
    const fields = problems
      .map(({ field, message }) => `${field} ${message}`)
      .join('; ');
    return {
      path: [],
      message: `A server made from it would not be accepted: ${
        fields || failure.message
      }`,
    };
  }
}
