import { formatClockTime, formatExactTime } from './exactTime';

const moment = new Date('2026-11-24T09:12:33Z');

describe('formatExactTime', () => {
  it('names the day, the second and the zone', () => {
    expect(formatExactTime(moment, 'UTC')).toBe('24 Nov 2026, 09:12:33 UTC');
  });

  it('uses the zone of the reader', () => {
    expect(formatExactTime(moment, 'Europe/Zurich')).toContain('10:12:33');
  });
});

describe('formatClockTime', () => {
  it('is only the time on the same day', () => {
    expect(
      formatClockTime(moment, new Date('2026-11-24T15:00:00Z'), 'UTC'),
    ).toBe('09:12');
  });

  it('puts the day first on another day, even a few minutes before midnight', () => {
    expect(
      formatClockTime(
        new Date('2026-11-23T23:58:00Z'),
        new Date('2026-11-24T00:03:00Z'),
        'UTC',
      ),
    ).toBe('23 Nov, 23:58');
  });

  it('does not take the same day of another year for today', () => {
    expect(
      formatClockTime(moment, new Date('2027-11-24T10:00:00Z'), 'UTC'),
    ).toBe('24 Nov, 09:12');
  });
});
