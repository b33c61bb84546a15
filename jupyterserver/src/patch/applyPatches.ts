import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { Patch } from '../schema/patch';
import { RenderError } from '../render/renderError';
import { JsonPatchError, jsonPatch } from './jsonPatch';
import { mergePatch } from './mergePatch';

function applyJsonPatch(
  document: JsonObject,
  patch: Json,
  index: number,
): Json {
  if (!Array.isArray(patch)) {
    throw new RenderError(
      'PATCH_MALFORMED',
      `spec.patches[${index}].patch: a JSON patch must be a list of operations`,
    );
  }
  try {
    return jsonPatch(document, patch);
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error;
    throw new RenderError(
      'PATCH_FAILED',
      `spec.patches[${index}].patch[${error.index}]: ${error.message}`,
      {
        patchIndex: index,
        operationIndex: error.index,
        op: error.op,
        path: error.path,
      },
      { cause: error },
    );
  }
}

/**
 * Applies spec.patches in order to one document with a member for each child, as classic does.
 *
 * @throws RenderError that names the patch, the operation and its path.
 */
export function applyPatches(
  document: JsonObject,
  patches: readonly Patch[],
): JsonObject {
  return patches.reduce<JsonObject>((current, { type, patch }, index) => {
    // Parsed from JSON or YAML; undefined only where the member is missing.
    const body = (patch ?? null) as Json;
    const result =
      type === 'application/json-patch+json'
        ? applyJsonPatch(current, body, index)
        : mergePatch(current, body);
    if (!isJsonObject(result)) {
      throw new RenderError(
        'PATCH_MALFORMED',
        `spec.patches[${index}].patch: must leave an object with a member for each child`,
      );
    }
    return result;
  }, document);
}
