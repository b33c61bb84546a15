import { parse } from 'yaml';
import { formatDocuments } from './formatDocuments';

describe('formatDocuments', () => {
  it.each([
    'on',
    'yes',
    'n',
    'null',
    '~',
    '0777',
    '0o7',
    '1:30',
    '1_000',
    '2026-02-01',
    '1e3',
    '.5',
    '',
    ' a',
    'a: b',
    '- a',
    '#',
    '"',
    "'",
    'a\nb\n',
    '\t',
    '=',
    '!!x',
    '&a',
    '*a',
    '%',
    '@',
    '`',
    '{}',
    '\u0085',
    '\u2028',
    '\u007f',
    'a\u009fb',
    '\ufeffa',
    'a\r\nb',
    'a\tb\n',
    'a\u0001\nb',
    'ä漢🦄',
    '\u0007',
  ])('keeps the text %j a text for every reader', text => {
    const written = formatDocuments([{ text, [text]: 1 }]);
    expect(parse(written, { version: '1.1' })).toEqual({ text, [text]: 1 });
    expect(parse(written, { version: '1.2' })).toEqual({ text, [text]: 1 });
  });

  it('escapes what no reader takes raw', () => {
    expect(formatDocuments([{ text: 'a\u007f\u0085\u2028' }])).toBe(
      'text: "a\\u007f\\u0085\\u2028"\n',
    );
  });

  it('never uses aliases, and never folds a long line', () => {
    const shared = { long: 'word '.repeat(100).trim() };
    expect(formatDocuments([{ a: shared, b: shared }])).not.toMatch(
      /[&*]a\d|>-/,
    );
  });
});
