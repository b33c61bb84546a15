import { serverNameSchema } from '@amalthea/plugin-amalthea-common';
import fc from 'fast-check';
import { suggestName } from './suggestName';

describe('suggestName', () => {
  it.each([
    ['ada', 'python', 'ada-python'],
    ['Ada.Lovelace', 'python', 'ada-lovelace-python'],
    ['42', 'gpu', 'gpu'],
    ['李', '', 'server'],
  ])('suggests for %s and %s the name %s', (user, profile, name) => {
    expect(suggestName(user, profile)).toBe(name);
  });

  it('is a valid name whatever people and profiles are called', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (user, profile) => {
        expect(
          serverNameSchema.safeParse(suggestName(user, profile)).success,
        ).toBe(true);
      }),
    );
  });
});
