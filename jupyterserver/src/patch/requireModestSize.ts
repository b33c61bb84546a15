import { Json } from '../kubernetes/json';
import { RenderError } from '../render/renderError';

/** Far more than any object of Kubernetes has. */
const maximumDepth = 100;
/** Values and characters together; the API server takes no request over 3 MiB. */
const maximumSize = 8 * 1024 * 1024;

function tooMuch(what: string): RenderError {
  return new RenderError('PATCH_MALFORMED', ['spec', 'patches'], what);
}

/**
 * A few dozen `copy` operations, each of the document into itself, make a document larger than any memory. They only
 * share what they copy, so it costs nothing until somebody walks through it: this is the first walk, and it ends early.
 *
 * @throws RenderError when the document is too large or too deep to be anything that runs.
 */
export function requireModestSize(document: Json): void {
  let size = 0;
  const visit = (value: Json, depth: number): void => {
    size += 1;
    if (depth > maximumDepth)
      throw tooMuch(`they leave more than ${maximumDepth} levels of nesting`);
    if (typeof value === 'string') size += value.length;
    else if (Array.isArray(value))
      for (const entry of value) visit(entry, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        size += key.length;
        visit(member, depth + 1);
      }
    }
    if (size > maximumSize)
      throw tooMuch('they leave objects larger than the API server takes');
  };
  visit(document, 0);
}
