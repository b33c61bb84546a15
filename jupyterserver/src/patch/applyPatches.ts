import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { RenderError } from '../render/renderError';
import { Patch } from '../schema/patch';
import { JsonPatchError, jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';
import { requireModestSize } from './requireModestSize';

function stepsTo(patchIndex: number): PropertyKey[] {
  return ['spec', 'patches', patchIndex, 'patch'];
}

function applyJsonPatch(
  document: JsonObject,
  patch: Json,
  patchIndex: number,
): Json {
  if (!Array.isArray(patch)) {
    throw new RenderError(
      'PATCH_MALFORMED',
      stepsTo(patchIndex),
      'a JSON patch must be a list of operations',
      { patchIndex },
    );
  }
  try {
    return jsonPatch(document, patch);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    const { index, op, path } = error;
    throw new RenderError(
      'PATCH_FAILED',
      [...stepsTo(patchIndex), index],
      error.message,
      { patchIndex, operationIndex: index, op, path },
      { cause: error },
    );
  }
}

/**
 * Applies spec.patches in order to one document with a member for each child, as classic does.
 *
 * @throws RenderError that names the patch, the operation and its path; or that the result is too large.
 */
export function applyPatches(
  document: JsonObject,
  patches: readonly Patch[],
): JsonObject {
  const patched = patches.reduce<JsonObject>(
    (current, { type, patch }, patchIndex) => {
      const result =
        type === 'application/json-patch+json'
          ? applyJsonPatch(current, patch, patchIndex)
          : mergePatch(current, patch);
      if (!isJsonObject(result)) {
        throw new RenderError(
          'PATCH_MALFORMED',
          stepsTo(patchIndex),
          'must leave an object with a member for each child',
          { patchIndex },
        );
      }
      return result;
    },
    document,
  );
  if (patches.length > 0) requireModestSize(patched);
  return patched;
}
