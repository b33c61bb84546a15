import { matchesCriteria } from './matchesCriteria';
import { amaltheaServerRules } from './rules';

const mine = { owners: ['user:default/ada'] };
const ours = { owners: ['group:default/research'] };

describe('matchesCriteria', () => {
  it.each([
    [mine, 'user:default/ada', true],
    [mine, 'user:default/charles', false],
    [mine, undefined, false],
    [{ not: mine }, 'user:default/charles', true],
    [{ not: mine }, undefined, true],
    [{ anyOf: [mine, ours] }, 'group:default/research', true],
    [{ anyOf: [mine, ours] }, 'group:default/other', false],
    [{ allOf: [mine, { not: ours }] }, 'user:default/ada', true],
    [{ allOf: [mine, ours] }, 'user:default/ada', false],
  ] as const)('decides %j for %s as %s', (criteria, owner, expected) => {
    expect(matchesCriteria(structuredClone(criteria) as never, owner)).toBe(
      expected,
    );
  });
});

describe('IS_OWNER', () => {
  const { isOwner } = amaltheaServerRules;

  it.each([
    [['user:default/ada'], 'user:default/ada', true],
    [['User:Default/Ada'], 'user:default/ada', true],
    [['user:default/ada'], 'user:default/charles', false],
    [['user:default/ada'], undefined, false],
    [[], 'user:default/ada', false],
  ])(
    'says the same for one server as for a list (%j, %s)',
    (claims, owner, expected) => {
      expect(isOwner.apply({ owner }, { claims })).toBe(expected);
      expect(matchesCriteria(isOwner.toQuery({ claims }), owner)).toBe(
        expected,
      );
    },
  );
});
