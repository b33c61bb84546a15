import { isJsonObject, Json, JsonObject } from '../kubernetes/json';
import { equalJson } from './equalJson';
import {
  formatJsonPointer,
  JsonPointerError,
  parseArrayIndex,
  parseJsonPointer,
} from './jsonPointer';
import { setOwn } from '../kubernetes/setOwn';

/** An operation that cannot be applied; `index` counts from 0. */
export class JsonPatchError extends Error {
  override readonly name = 'JsonPatchError';

  constructor(
    readonly index: number,
    readonly op: string,
    readonly path: string,
    reason: string,
  ) {
    super(`operation ${index} (${op} ${path}): ${reason}`);
  }
}

class Refusal extends Error {}

function here(tokens: readonly string[]): string {
  return formatJsonPointer(tokens) || 'the document';
}

function child(parent: Json, token: string, tokens: readonly string[]): Json {
  if (Array.isArray(parent)) {
    const index = parseArrayIndex(token);
    if (index === undefined)
      throw new Refusal(`'${token}' is no index of the list ${here(tokens)}`);
    if (index >= parent.length) {
      throw new Refusal(
        `the list ${here(tokens)} has ${
          parent.length
        } entries, there is no entry ${index}`,
      );
    }
    return parent[index];
  }
  if (!isJsonObject(parent))
    throw new Refusal(`${here(tokens)} is neither an object nor a list`);
  if (!Object.hasOwn(parent, token))
    throw new Refusal(`there is no '${token}' in ${here(tokens)}`);
  return parent[token];
}

function find(document: Json, tokens: readonly string[]): Json {
  return tokens.reduce<Json>(
    (value, token, depth) => child(value, token, tokens.slice(0, depth)),
    document,
  );
}

/** Copies the containers along the path, so that the caller's document stays as it was. */
function change(
  document: Json,
  tokens: readonly string[],
  edit: (parent: Json, token: string) => void,
): Json {
  const root = copyContainer(document);
  let parent = root;
  tokens.slice(0, -1).forEach((token, depth) => {
    const next = copyContainer(child(parent, token, tokens.slice(0, depth)));
    if (Array.isArray(parent)) parent[Number(token)] = next;
    else if (isJsonObject(parent)) setOwn(parent, token, next);
    parent = next;
  });
  edit(parent, tokens[tokens.length - 1]);
  return root;
}

function copyContainer(value: Json): Json {
  if (Array.isArray(value)) return [...value];
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, entry] of Object.entries(value)) setOwn(copy, key, entry);
  return copy;
}

function add(document: Json, tokens: readonly string[], value: Json): Json {
  if (tokens.length === 0) return value;
  return change(document, tokens, (parent, token) => {
    const parentTokens = tokens.slice(0, -1);
    if (Array.isArray(parent)) {
      const index = token === '-' ? parent.length : parseArrayIndex(token);
      if (index === undefined)
        throw new Refusal(
          `'${token}' is no index of the list ${here(parentTokens)}`,
        );
      if (index > parent.length) {
        throw new Refusal(
          `the list ${here(parentTokens)} has only ${parent.length} entries`,
        );
      }
      parent.splice(index, 0, value);
    } else if (isJsonObject(parent)) {
      setOwn(parent, token, value);
    } else {
      throw new Refusal(
        `${here(parentTokens)} is neither an object nor a list`,
      );
    }
  });
}

function remove(document: Json, tokens: readonly string[]): Json {
  find(document, tokens);
  if (tokens.length === 0)
    throw new Refusal('the whole document cannot be removed');
  return change(document, tokens, (parent, token) => {
    if (Array.isArray(parent)) parent.splice(Number(token), 1);
    else if (isJsonObject(parent)) delete parent[token];
  });
}

function replace(document: Json, tokens: readonly string[], value: Json): Json {
  find(document, tokens);
  if (tokens.length === 0) return value;
  return change(document, tokens, (parent, token) => {
    if (Array.isArray(parent)) parent[Number(token)] = value;
    else if (isJsonObject(parent)) setOwn(parent, token, value);
  });
}

function member(operation: JsonObject, name: string): Json {
  if (!Object.hasOwn(operation, name))
    throw new Refusal(`'${name}' is missing`);
  return operation[name];
}

function pointer(operation: JsonObject, name: string): string[] {
  const path = member(operation, name);
  if (typeof path !== 'string')
    throw new Refusal(
      `'${name}' must be a JSON pointer such as /statefulset/spec`,
    );
  return parseJsonPointer(path);
}

function applyOperation(document: Json, operation: JsonObject): Json {
  const path = pointer(operation, 'path');
  switch (operation.op) {
    case 'add':
      return add(document, path, member(operation, 'value'));
    case 'remove':
      return remove(document, path);
    case 'replace':
      return replace(document, path, member(operation, 'value'));
    case 'copy':
      return add(document, path, find(document, pointer(operation, 'from')));
    case 'move': {
      const from = pointer(operation, 'from');
      if (
        path.length > from.length &&
        from.every((token, depth) => token === path[depth])
      ) {
        throw new Refusal('a value cannot be moved into itself');
      }
      const value = find(document, from);
      return formatJsonPointer(from) === formatJsonPointer(path)
        ? document
        : add(remove(document, from), path, value);
    }
    case 'test':
      if (!equalJson(find(document, path), member(operation, 'value'))) {
        throw new Refusal('the value there is not the expected one');
      }
      return document;
    default:
      throw new Refusal(
        "'op' must be one of add, remove, replace, move, copy and test",
      );
  }
}

/**
 * Applies a JSON Patch (RFC 6902) and returns the result; neither argument is changed, and either all operations are
 * applied or none.
 *
 * @throws JsonPatchError that names the first operation that cannot be applied.
 */
export function jsonPatch(document: Json, operations: readonly Json[]): Json {
  return operations.reduce<Json>((current, operation, index) => {
    if (!isJsonObject(operation))
      throw new JsonPatchError(
        index,
        '?',
        '?',
        'an operation must be an object',
      );
    try {
      return applyOperation(current, operation);
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof JsonPointerError))
        throw error;
      const { op, path } = operation;
      const text = (value: Json | undefined) =>
        typeof value === 'string' ? value : JSON.stringify(value) ?? '?';
      throw new JsonPatchError(index, text(op), text(path), error.message);
    }
  }, document);
}
