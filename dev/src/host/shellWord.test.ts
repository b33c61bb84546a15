import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { shellWord } from './shellWord';

describe('shellWord', () => {
  it('leaves plain words as they are', () => {
    expect(shellWord('/var/lib/a-b_c.d')).toBe('/var/lib/a-b_c.d');
  });

  it('gives a shell the same text back', () => {
    fc.assert(
      fc.property(
        fc.string().filter(text => !text.includes('\0')),
        text => {
          const words = ['-c', `printf %s ${shellWord(text)}`];
          expect(execFileSync('/bin/sh', words, { encoding: 'utf8' })).toBe(
            text,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
