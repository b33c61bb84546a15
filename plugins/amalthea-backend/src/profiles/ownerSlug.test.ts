import fc from 'fast-check';
import { ownerSlug } from './ownerSlug';

const entityName = fc.stringMatching(
  /^[A-Za-z0-9]([A-Za-z0-9._-]{0,40}[A-Za-z0-9])?$/,
);

describe('ownerSlug', () => {
  it('keeps a simple name', () => {
    expect(ownerSlug('user:default/ada')).toBe('ada');
  });

  it('always fits into a host name', () => {
    fc.assert(
      fc.property(entityName, name => {
        expect(ownerSlug(`user:default/${name}`)).toMatch(
          /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
        );
      }),
    );
  });

  it('never gives two owners the same word', () => {
    fc.assert(
      fc.property(entityName, entityName, (one, other) => {
        fc.pre(one.toLowerCase() !== other.toLowerCase());
        expect(ownerSlug(`user:default/${one}`)).not.toBe(
          ownerSlug(`user:default/${other}`),
        );
      }),
    );
    expect(ownerSlug('user:default/a.b')).not.toBe(
      ownerSlug('user:default/a-b'),
    );
    expect(ownerSlug('user:other/ada')).not.toBe(ownerSlug('user:default/ada'));
    expect(ownerSlug('group:default/ada')).not.toBe(
      ownerSlug('user:default/ada'),
    );
  });
});
