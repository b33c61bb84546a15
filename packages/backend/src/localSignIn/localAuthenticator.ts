import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  type ProxyAuthenticator,
} from '@backstage/plugin-auth-node';
import { isLocalRequest } from './isLocalRequest';

/** Carries the name of the user who signs in. A page of another site cannot send it: browsers ask first. */
export const localUserHeader = 'x-amalthea-local-user';

/** Who signed in. */
export interface LocalUser {
  readonly userName: string;
}

interface LocalSignInSettings {
  readonly users: readonly string[];
  readonly enabled: boolean;
}

/**
 * Takes the word of somebody at this machine for who they are.
 *
 * @param development - whether the portal runs in development; elsewhere it must be allowed explicitly
 */
export function createLocalAuthenticator(
  development: boolean,
): ProxyAuthenticator<LocalSignInSettings, LocalUser, undefined> {
  return createProxyAuthenticator<LocalSignInSettings, LocalUser, undefined>({
    defaultProfileTransform: async ({ userName }) => ({
      profile: { displayName: userName },
    }),
    initialize({ config }) {
      return {
        users: config.getOptionalStringArray('users') ?? [],
        enabled:
          development ||
          config.getOptionalBoolean('dangerouslyAllowOutsideDevelopment') ===
            true,
      };
    },
    async authenticate({ req }, { users, enabled }) {
      if (!enabled) {
        throw new NotAllowedError(
          'Local sign-in works in development only. Set auth.providers.local.dangerouslyAllowOutsideDevelopment to allow it on this machine.',
        );
      }
      if (!isLocalRequest(req)) {
        throw new NotAllowedError(
          'Local sign-in works only from the machine the portal runs on, by the name localhost.',
        );
      }
      const userName = req.get(localUserHeader);
      if (userName === undefined || !users.includes(userName)) {
        throw new AuthenticationError(
          `Choose one of the users of this portal: ${users.join(', ')}.`,
        );
      }
      return { result: { userName } };
    },
  });
}
