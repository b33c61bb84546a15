import type { EnvEntry } from '../protocol/messages';

/** The environment of one request. A variable that is set to the empty string is set. */
export type RequestEnvironment = ReadonlyMap<string, string>;

/** Builds the environment of a request: entries without a name are dropped, the last of a name wins. */
export function requestEnvironment(
  entries: readonly EnvEntry[],
): RequestEnvironment {
  return new Map(
    entries
      .filter(({ name }) => name !== '')
      .map(({ name, value }) => [name, value]),
  );
}
