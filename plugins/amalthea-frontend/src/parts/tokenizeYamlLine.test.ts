import fc from 'fast-check';
import { tokenizeYamlLine } from './tokenizeYamlLine';

describe('tokenizeYamlLine', () => {
  it.each([
    ['  image: quay.io/jupyter', 'image'],
    ['- name: http', 'name'],
    ['"amalthea.dev/owner": ada', '"amalthea.dev/owner"'],
    ['spec:', 'spec'],
  ])('finds the key of %p', (line, key) => {
    expect(
      tokenizeYamlLine(line).find(({ kind }) => kind === 'key')?.text,
    ).toBe(key);
  });

  it.each(['- https://example.org', 'just text', ''])(
    'finds no key in %p',
    line => {
      expect(tokenizeYamlLine(line).every(({ kind }) => kind === 'text')).toBe(
        true,
      );
    },
  );

  it('takes a whole line that starts with # for a comment', () => {
    expect(tokenizeYamlLine('  # why: because')).toEqual([
      { kind: 'comment', text: '  # why: because' },
    ]);
  });

  it('loses nothing of any line', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const line = text.replace(/[\n\r\u2028\u2029]/g, '');
        expect(
          tokenizeYamlLine(line)
            .map(token => token.text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});
