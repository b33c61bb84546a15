import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

const units: Readonly<Record<string, string>> = {
  string: ' characters',
  array: ' entries',
};

/**
 * What is wrong with a value, as a sentence that says what to do. For issues whose schema brings no words of its own.
 *
 * @returns undefined where the library's words must do
 */
export function issueSentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is required.'
        : `Use ${kinds[issue.expected] ?? issue.expected}.`;
    case 'too_big': {
      const limit = issue.inclusive === false ? 'less than' : 'at most';
      return `Use ${limit} ${issue.maximum}${units[issue.origin] ?? ''}.`;
    }
    case 'too_small': {
      const limit = issue.inclusive === false ? 'more than' : 'at least';
      return `Use ${limit} ${issue.minimum}${units[issue.origin] ?? ''}.`;
    }
    case 'invalid_value':
      return `Use one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return issue.format === 'email' ? 'Use an e-mail address.' : undefined;
    case 'unrecognized_keys':
      return 'There is no such field.';
    default:
      return undefined;
  }
}
