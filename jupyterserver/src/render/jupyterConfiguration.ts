import { ports } from '../names/ports';
import { normalizeFilePath } from '../rules/filePath';
import { JupyterServer } from '../schema/jupyterServer';
import { basePath } from '../url/basePath';
import { serverOrigin } from '../url/serverUrl';

/** Folder and file of Jupyter's own cookie secret. */
export const jupyterSecretsFolder = '/etc/jupyter_server_secrets';
export const cookieSecretFile = 'cookie_secret';

/** What both programs are told. The token is not among it: they take it from the environment (JUPYTER_TOKEN). */
function sharedConfiguration(server: JupyterServer) {
  return {
    ip: '127.0.0.1',
    port: ports.jupyter,
    // Another port would be one that nobody looks at.
    port_retries: 0,
    cookie_secret_file: `${jupyterSecretsFolder}/${cookieSecretFile}`,
    allow_origin: serverOrigin(server),
    base_url: `${basePath(server)}/`,
    default_url: server.spec.jupyterServer.defaultUrl,
    allow_remote_access: true,
  };
}

/** jupyter_server_config.json, for Jupyter Server (JupyterLab 3 and newer, Notebook 7). */
export function serverConfiguration(server: JupyterServer) {
  return {
    ServerApp: {
      ...sharedConfiguration(server),
      root_dir: normalizeFilePath(server.spec.jupyterServer.rootDir),
    },
    ContentsManager: { allow_hidden: true },
  };
}

/** jupyter_notebook_config.json, for the classic Notebook server (up to Notebook 6). */
export function notebookConfiguration(server: JupyterServer) {
  return {
    NotebookApp: {
      ...sharedConfiguration(server),
      notebook_dir: normalizeFilePath(server.spec.jupyterServer.rootDir),
    },
    ContentsManager: { allow_hidden: true },
  };
}
