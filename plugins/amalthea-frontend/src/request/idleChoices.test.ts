import fc from 'fast-check';
import { idleChoices } from './idleChoices';

const hour = 3_600;

describe('idleChoices', () => {
  it('offers the usual times within the bounds', () => {
    const idle = {
      minimum: 900,
      maximum: 4 * hour,
      default: hour,
      mayNeverStop: false,
    };
    expect(idleChoices(idle, hour).map(({ label }) => label)).toEqual([
      'After 15 min',
      'After 30 min',
      'After 1 h',
      'After 2 h',
      'After 4 h',
    ]);
  });

  it('offers never, last, only where it is allowed', () => {
    const idle = {
      minimum: hour,
      maximum: hour,
      default: hour,
      mayNeverStop: true,
    };
    expect(idleChoices(idle, 0)).toEqual([
      { id: '3600', label: 'After 1 h' },
      { id: '0', label: 'Never' },
    ]);
  });

  it('always offers the bounds and the default, and nothing outside, each once', () => {
    const bound = fc.integer({ min: 60, max: 1_000_000 });
    fc.assert(
      fc.property(bound, bound, bound, (one, other, third) => {
        const [minimum, middle, maximum] = [one, other, third].sort(
          (left, right) => left - right,
        );
        const ids = idleChoices(
          { minimum, maximum, default: middle, mayNeverStop: false },
          middle,
        ).map(({ id }) => Number(id));
        expect(ids).toEqual(expect.arrayContaining([minimum, middle, maximum]));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every(id => id >= minimum && id <= maximum)).toBe(true);
      }),
    );
  });
});
