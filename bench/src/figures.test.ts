import { figure, table } from './figures';

describe('figures', () => {
  it('meet a lower bound at the bound and above', () => {
    expect(figure('rate', 28, '1/s', { atLeast: 28 }).met).toBe(true);
    expect(figure('rate', 27.9, '1/s', { atLeast: 28 }).met).toBe(false);
  });

  it('meet an upper bound at the bound and below', () => {
    expect(figure('p50', 12, 'ms', { atMost: 12 }).met).toBe(true);
    expect(figure('p50', 12.01, 'ms', { atMost: 12 }).met).toBe(false);
  });

  it('become a table with one row each and a plain word for a missed goal', () => {
    const text = table([
      figure('p50', 20, 'ms', { atMost: 12 }),
      figure('RSS', 91.234, 'MB'),
    ]);
    expect(text.split('\n')).toEqual([
      '| figure | value | unit | goal  | met |',
      '| ------ | ----- | ---- | ----- | --- |',
      '| p50    | 20    | ms   | <= 12 | NO  |',
      '| RSS    | 91.2  | MB   |       |     |',
      '',
    ]);
  });
});
