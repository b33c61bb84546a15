import type { ObservedServer } from './ObservedServer';

/**
 * Where a server is opened. Only web addresses count: who may write a status could otherwise have others run
 * `javascript:` in the portal.
 */
export function serverAddress({ status }: ObservedServer): string | undefined {
  const url = status.url ?? status.create_fn?.fullServerURL;
  return url && /^https?:\/\//i.test(url) && URL.canParse(url)
    ? url
    : undefined;
}
