import { stringify } from 'yaml';

/**
 * The objects as one multi-document YAML text. Written by the rules of YAML 1.1, so that words such as `on` and numbers
 * such as 0777 stay texts for every reader, kubectl's included.
 */
export function formatDocuments(objects: Iterable<object>): string {
  return Array.from(objects, object =>
    stringify(object, {
      version: '1.1',
      lineWidth: 0,
      aliasDuplicateObjects: false,
    }),
  ).join('---\n');
}
