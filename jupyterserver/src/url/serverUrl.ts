import { JupyterServer } from '../schema/jupyterServer';
import { basePath } from './basePath';

/** Scheme and host, such as https://jupyter.example.org */
export function serverOrigin(server: Pick<JupyterServer, 'spec'>): string {
  const { host = '', tls } = server.spec.routing;
  return `${tls.enabled ? 'https' : 'http'}://${host}`;
}

/** Where people find the server; no slash at its end. */
export function serverUrl(server: Pick<JupyterServer, 'spec'>): string {
  return `${serverOrigin(server)}${basePath(server)}`;
}
