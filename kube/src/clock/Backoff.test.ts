import { Backoff } from './Backoff';

describe('Backoff', () => {
  it('doubles up to its maximum and starts again after a reset', () => {
    const backoff = new Backoff({
      initialMilliseconds: 100,
      maximumMilliseconds: 500,
    });
    expect([
      backoff.next(),
      backoff.next(),
      backoff.next(),
      backoff.next(),
    ]).toEqual([100, 200, 400, 500]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('lengthens each pause by a random share', () => {
    const backoff = new Backoff({
      initialMilliseconds: 100,
      maximumMilliseconds: 500,
      jitter: 1,
      random: () => 0.5,
    });
    expect(backoff.next()).toBe(150);
  });
});
