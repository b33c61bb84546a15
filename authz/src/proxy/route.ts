/** Where a path leads on the port for people. */
export type Route = 'server' | 'own' | 'forwardAuth' | 'base' | 'outside';

/** Exact, on the raw path: another spelling of an own path is a path of the server, and protected like all of them. */
export function route(path: string, basePath: string): Route {
  if (!path.startsWith(basePath)) return 'outside';
  const rest = path.slice(basePath.length);
  if (rest === '') return 'base';
  if (!rest.startsWith('/')) return 'outside';
  if (!rest.startsWith('/oauth2/')) return 'server';
  return rest === '/oauth2/auth' || rest.startsWith('/oauth2/auth/')
    ? 'forwardAuth'
    : 'own';
}
