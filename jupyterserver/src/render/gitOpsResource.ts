import { isJsonObject, JsonObject } from '../kubernetes/json';
import { annotations } from '../names/annotations';
import { renderHash } from '../hash/renderHash';
import { Bundle } from './bundle';

/**
 * The JupyterServer as it is delivered beside its bundle by Git: as it was written, with the annotations by which the
 * operator knows that it must not apply the bundle itself, and whether it would render the same.
 *
 * @param object - the JupyterServer as it was written, without defaults
 * @param bundle - what was rendered for it with `delivery: gitops`
 */
export function gitOpsResource(
  object: JsonObject,
  bundle: Bundle,
  namespace?: string,
): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const given = isJsonObject(metadata.annotations) ? metadata.annotations : {};
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      annotations: {
        ...given,
        [annotations.delivery]: 'gitops',
        [annotations.renderHash]: renderHash(bundle),
      },
    },
  };
}
