import { SERVER_NAME_LENGTH_LIMIT } from '@amalthea/plugin-amalthea-common';

/**
 * A name for a server of this profile that everybody recognises as this person's: `ada-python`.
 * Always a valid name, whatever the user is called.
 *
 * @param userName - name of the user's entity
 * @param profileId - id of the profile
 */
export function suggestName(userName: string, profileId: string): string {
  const name = `${userName}-${profileId}`
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, SERVER_NAME_LENGTH_LIMIT)
    .replace(/-+$/, '');
  return name || 'server';
}
