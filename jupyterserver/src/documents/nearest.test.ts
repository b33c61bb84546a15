import { nearest } from './nearest';

describe('nearest', () => {
  const fields = [
    'idleSecondsThreshold',
    'maxAgeSecondsThreshold',
    'image',
    'env',
  ];

  it.each([
    ['idleSecondThreshold', 'idleSecondsThreshold'],
    ['IdleSecondsThreshold', 'idleSecondsThreshold'],
    ['imgae', undefined],
    ['imag', 'image'],
    ['envs', 'env'],
    ['somethingElse', undefined],
  ])('guesses for %s %s', (word, guess) =>
    expect(nearest(word, fields)).toBe(guess),
  );
});
