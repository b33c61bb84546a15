import { openApiSchema } from '../crd/crd';
import { isJsonObject, JsonObject } from '../kubernetes/json';
import { toJson } from '../kubernetes/toJson';
import { JupyterServer, jupyterServerSchema } from '../schema/jupyterServer';
import { jupyterServerStatusSchema } from '../schema/status';
import { issueMessage } from './issueMessage';
import { formatPath, Problem } from './problem';
import { pruneNulls } from './pruneNulls';

/** A problem with the steps that lead to its field. */
export interface FieldProblem extends Problem {
  readonly steps: readonly PropertyKey[];
}

export type ParseResult =
  | { readonly ok: true; readonly server: JupyterServer }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

function valueAt(value: unknown, steps: readonly PropertyKey[]): unknown {
  return steps.reduce<unknown>(
    (current, step) =>
      typeof current === 'object' &&
      current !== null &&
      Object.hasOwn(current, step)
        ? Reflect.get(current, step)
        : undefined,
    value,
  );
}

/** A status that is not of this version (classic's, a newer one) says nothing, and does not make the server invalid. */
function readableStatus(object: JsonObject): JsonObject {
  const { status, ...others } = object;
  return status !== undefined &&
    jupyterServerStatusSchema.safeParse(status).success
    ? object
    : others;
}

/** @returns the object, or what is wrong with the whole value */
function toJsonObject(value: unknown): JsonObject | string {
  try {
    const json = pruneNulls(toJson(value), openApiSchema);
    return isJsonObject(json) ? readableStatus(json) : 'must be an object';
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

/**
 * Reads a JupyterServer: fills in defaults, leaves out unknown fields, and checks every rule that the API server checks,
 * with all problems at once.
 */
export function parseJupyterServer(value: unknown): ParseResult {
  const object = toJsonObject(value);
  if (typeof object === 'string')
    return {
      ok: false,
      problems: [{ steps: [], path: '', message: object }],
    };
  const parsed = jupyterServerSchema.safeParse(object);
  if (parsed.success) return { ok: true, server: parsed.data };
  const problems = parsed.error.issues.map(issue => ({
    steps: issue.path,
    path: formatPath(issue.path),
    message: issueMessage(issue, valueAt(object, issue.path)),
  }));
  return { ok: false, problems };
}
