import type { z } from 'zod';

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

const typeNames: Readonly<Record<string, string>> = {
  int: 'whole number',
  number: 'number',
  string: 'text',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  record: 'object',
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'boolean') return `the truth value ${value}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string')
    return `the text ${JSON.stringify(
      value.length > 60 ? `${value.slice(0, 60)}…` : value,
    )}`;
  return 'an object';
}

function expected(type: string): string {
  const name = typeNames[type] ?? type;
  return type === 'boolean' ? name : article(name);
}

const plurals: Readonly<Record<string, string>> = {
  entry: 'entries',
  character: 'characters',
};

function plural(count: number | bigint, noun: string): string {
  return `${count} ${Number(count) === 1 ? noun : plurals[noun]}`;
}

/** One sentence about an issue that zod found; `value` is what stands there. */
export function issueMessage(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      if (value === undefined) return 'is required';
      const quoting =
        issue.expected === 'string' && typeof value !== 'object'
          ? '; put it in quotes'
          : '';
      return `must be ${expected(issue.expected)}, but is ${typeOf(
        value,
      )}${quoting}`;
    }
    case 'invalid_value':
      if (value === undefined)
        return `is required: one of ${issue.values.join(', ')}`;
      return `must be ${
        issue.values.length > 1 ? 'one of ' : ''
      }${issue.values.join(', ')}, but is ${typeOf(value)}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      if (issue.origin === 'array')
        return `must have at least ${plural(issue.minimum, 'entry')}`;
      return `must be at least ${issue.minimum}, but is ${String(value)}`;
    case 'too_big':
      if (issue.origin === 'string' && issue.message.startsWith('must'))
        return issue.message;
      if (issue.origin === 'string')
        return `must be at most ${plural(issue.maximum, 'character')} long`;
      if (issue.origin === 'array')
        return `must have at most ${plural(issue.maximum, 'entry')}`;
      return `must be at most ${issue.maximum}, but is ${String(value)}`;
    default:
      return issue.message;
  }
}
