import { JupyterServer } from '../schema/jupyterServer';

/** routing.path without slashes at its ends: "" for the root, else "/a/b". */
export function basePath(server: Pick<JupyterServer, 'spec'>): string {
  const segments = server.spec.routing.path
    .split('/')
    .filter(segment => segment !== '');
  return segments.map(segment => `/${segment}`).join('');
}
