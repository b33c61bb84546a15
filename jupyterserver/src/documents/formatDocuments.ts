import { Document, Scalar, visit } from 'yaml';

/** Texts that some reader would take for a number (0o7, 1:30, 1e3). */
const ambiguousText = /^[-+]?(0[box][0-9a-f_]*|[0-9.][0-9._eE+:-]*)$|^=$/i;

/** Characters that YAML wants escaped; some of them the library writes as they are, and Go's reader refuses. */
const specialCharacter =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
const rawSpecialCharacters = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function needsQuotes(text: string): boolean {
  return ambiguousText.test(text) || specialCharacter.test(text);
}

function formatDocument(object: object): string {
  const document = new Document(object, {
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && needsQuotes(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document
    .toString({ lineWidth: 0, directives: false })
    .replace(rawSpecialCharacters, escape);
}

/**
 * The objects as one multi-document YAML text. Written by the rules of YAML 1.1, and stricter, so that words such as
 * `on` and numbers such as 0777 stay texts for every reader, kubectl's included.
 */
export function formatDocuments(objects: Iterable<object>): string {
  return Array.from(objects, formatDocument).join('---\n');
}
