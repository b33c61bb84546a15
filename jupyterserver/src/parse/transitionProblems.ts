import { JupyterServer } from '../schema/jupyterServer';
import { storageTransitions } from '../schema/storage';
import { formatPath, Problem } from './problem';

/**
 * What must not change between two versions of a server, though each of them is valid. The API server checks the same by
 * the CRD; this is for forms and reviews.
 */
export function transitionProblems(
  before: Pick<JupyterServer, 'spec'>,
  after: Pick<JupyterServer, 'spec'>,
): Problem[] {
  return storageTransitions
    .filter(({ holds }) => !holds(after.spec.storage, before.spec.storage))
    .map(({ field, message }) => ({
      path: formatPath(['spec', 'storage', ...field]),
      message,
    }));
}
