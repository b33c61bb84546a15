import type { Environment } from './userDirectories';

/**
 * What to add to an environment whose programs reach the network by a proxy, so that they reach these hosts without
 * it; nothing where there is no proxy. Programs differ in which case of the name they read.
 */
export function proxyExceptions(
  environment: Environment,
  hosts: readonly string[],
): { readonly NO_PROXY?: string; readonly no_proxy?: string } {
  const proxied = Object.entries(environment).some(
    ([name, value]) => /^(https?|all)_proxy$/i.test(name) && value,
  );
  const present = environment.NO_PROXY || environment.no_proxy || '';
  if (!proxied || present.trim() === '*') return {};
  const listed = present.split(',').filter(Boolean);
  const all = [...new Set([...listed, ...hosts])].join(',');
  return { NO_PROXY: all, no_proxy: all };
}
