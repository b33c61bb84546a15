import { closingLine, sum } from './Tally';

describe('Tally', () => {
  it('adds up the stages of a run', () => {
    expect(
      sum([
        { passed: 1, failed: 0, skipped: 0 },
        { passed: 20, failed: 2, skipped: 3 },
      ]),
    ).toEqual({ passed: 21, failed: 2, skipped: 3 });
  });

  it('closes with one line that counts every result', () => {
    expect(closingLine({ passed: 21, failed: 2, skipped: 3 })).toBe(
      '21 passed, 2 failed, 3 skipped',
    );
  });
});
