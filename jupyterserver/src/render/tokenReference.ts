import { secretKeys } from '../names/secretKeys';
import { JupyterServer } from '../schema/jupyterServer';

/** A key of a Secret in the server's namespace. */
export interface SecretReference {
  readonly name: string;
  readonly key: string;
}

/** Where Jupyter's token lives: in the Secret that the user names, or in the server's own. */
export function tokenReference({
  metadata,
  spec,
}: JupyterServer): SecretReference {
  return (
    spec.auth.tokenSecretRef ?? {
      name: metadata.name,
      key: secretKeys.appToken,
    }
  );
}
