import { isJsonObject, Json } from '../kubernetes/json';
import { RenderError } from './renderError';

/** The user's patches left something at `where` (a JSON pointer) that is not what Kubernetes needs there. */
export function malformedChild(where: string, what: string): RenderError {
  return new RenderError(
    'CHILD_MALFORMED',
    ['spec', 'patches'],
    `they leave something that cannot be applied: ${where} ${what}`,
  );
}

/** @throws RenderError unless the value is a text that is not empty. */
export function requireText(value: Json | undefined, where: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw malformedChild(where, 'must be a text that is not empty');
}

/** @throws RenderError unless the value is absent or an object with texts. */
export function requireTexts(
  value: Json | undefined,
  where: string,
): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw malformedChild(where, 'must be an object');
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (typeof entry === 'string') return [key, entry];
      throw malformedChild(`${where}/${key}`, 'must be a text');
    }),
  );
}
