import fc from 'fast-check';
import { diffLines } from './diffLines';

describe('diffLines', () => {
  it('is empty for equal texts', () => {
    expect(diffLines('a\nb\n', 'a\nb\n')).toEqual([]);
  });

  it('shows what goes and what comes, with the lines around', () => {
    expect(
      diffLines('cpu: 2\nmemory: 8Gi\n', 'cpu: 2\nmemory: 16Gi\n'),
    ).toEqual([
      { kind: 'same', text: 'cpu: 2' },
      { kind: 'removed', text: 'memory: 8Gi' },
      { kind: 'added', text: 'memory: 16Gi' },
    ]);
  });

  it('marks where equal lines were left out', () => {
    const middle = 'same\n'.repeat(20);
    const kinds = diffLines(`a\n${middle}b\n`, `A\n${middle}B\n`).map(
      ({ kind }) => kind,
    );
    expect(kinds.filter(kind => kind === 'gap')).toHaveLength(1);
  });

  it('says nothing about a missing line end', () => {
    expect(diffLines('a', 'b')).toEqual([
      { kind: 'removed', text: 'a' },
      { kind: 'added', text: 'b' },
    ]);
  });

  it('shows every line that only one side has', () => {
    const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const shown = diffLines(
          before.map(line => `${line}\n`).join(''),
          after.map(line => `${line}\n`).join(''),
        );
        for (const line of after.filter(text => !before.includes(text))) {
          expect(shown).toContainEqual({ kind: 'added', text: line });
        }
        for (const line of before.filter(text => !after.includes(text))) {
          expect(shown).toContainEqual({ kind: 'removed', text: line });
        }
      }),
    );
  });
});
