import fc from 'fast-check';
import { Claims } from './Claims';
import { compilePolicy, PolicySettings } from './Policy';

const nobody: PolicySettings = {
  subjects: [],
  emails: [],
  groups: [],
  match: 'All',
};
const ada: Claims = {
  subject: 'ada-1815',
  email: 'ada@example.org',
  isEmailVerified: true,
  groups: ['physics', '/staff/research'],
};
const strict = { allowUnverifiedEmails: false };

const allows = (
  settings: Partial<PolicySettings>,
  claims: Partial<Claims> = {},
  options = strict,
) =>
  compilePolicy({ ...nobody, ...settings }, options).allows({
    ...ada,
    ...claims,
  });

describe('compilePolicy', () => {
  it.each(['All', 'Any'] as const)(
    'lets nobody pass when nothing is configured (%s)',
    match => {
      fc.assert(
        fc.property(
          fc.string(),
          fc.option(fc.emailAddress(), { nil: undefined }),
          fc.array(fc.string()),
          (subject, email, groups) => {
            expect(allows({ match }, { subject, email, groups })).toBe(false);
          },
        ),
      );
    },
  );

  it('lets pass whom a list names', () => {
    expect(allows({ subjects: ['ada-1815'] })).toBe(true);
    expect(allows({ emails: ['ada@example.org'] })).toBe(true);
    expect(allows({ groups: ['other', '/staff/research'] })).toBe(true);
  });

  it('asks for a match in each list that is not empty by default, as classic did', () => {
    const lists = { emails: ['ada@example.org'], groups: ['chemistry'] };
    expect(allows(lists)).toBe(false);
    expect(allows({ ...lists, groups: ['chemistry', 'physics'] })).toBe(true);
  });

  it('is content with one match under Any', () => {
    expect(
      allows({ emails: ['ada@example.org'], groups: ['x'], match: 'Any' }),
    ).toBe(true);
    expect(allows({ emails: ['x@y'], groups: ['x'], match: 'Any' })).toBe(
      false,
    );
  });

  it.each([
    ['a trailing blank', 'ada-1815 '],
    ['a leading blank', ' ada-1815'],
    ['another letter case', 'Ada-1815'],
    ['a prefix', 'ada-181'],
    ['an extension', 'ada-18155'],
    ['a line end', 'ada-1815\n'],
    ['a NUL', 'ada-1815\0'],
    ['a full-width digit', 'ada-181５'],
    ['a zero-width joiner', 'ada-\u200d1815'],
    ['a Cyrillic letter', '\u0430da-1815'],
    ['nothing', ''],
  ])('refuses a subject that differs by %s', (_, subject) => {
    expect(allows({ subjects: ['ada-1815'] })).toBe(true);
    expect(allows({ subjects: ['ada-1815'] }, { subject })).toBe(false);
  });

  it('does not normalise Unicode', () => {
    expect(allows({ subjects: ['caf\u00e9'] }, { subject: 'cafe\u0301' })).toBe(
      false,
    );
  });

  it.each(['a@b@example.org', 'ada', '@', '@example.org', 'ada@', ''])(
    'never accepts %j as an address, configured or not',
    email => {
      expect(allows({ emails: [email, 'ada@example.org'] })).toBe(true);
      expect(allows({ emails: [email] }, { email })).toBe(false);
    },
  );

  it('ignores an address that is not verified, unless told otherwise', () => {
    const emails = ['ada@example.org'];
    expect(allows({ emails }, { isEmailVerified: false })).toBe(false);
    expect(
      allows(
        { emails },
        { isEmailVerified: false },
        { allowUnverifiedEmails: true },
      ),
    ).toBe(true);
  });

  it('keeps asking for an address when none of the configured ones is usable', () => {
    expect(allows({ emails: ['unusable'], groups: ['physics'] })).toBe(false);
  });

  it('denies on a missing claim', () => {
    expect(allows({ emails: ['ada@example.org'] }, { email: undefined })).toBe(
      false,
    );
    expect(allows({ groups: ['physics'] }, { groups: [] })).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'sees nothing special in the name %s',
    name => {
      expect(allows({ subjects: [name] })).toBe(false);
      expect(allows({ groups: [name] })).toBe(false);
      expect(allows({ subjects: ['x'] }, { subject: name })).toBe(false);
      expect(allows({ groups: [name] }, { groups: [name] })).toBe(true);
    },
  );

  it('matches a subject exactly, whatever the two texts are', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (configured, subject) => {
          expect(allows({ subjects: [configured] }, { subject })).toBe(
            configured === subject,
          );
        },
      ),
    );
  });

  it('under All never lets pass whom Any would refuse', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.array(name, { maxLength: 2 }),
        fc.array(name, { maxLength: 2 }),
        name,
        fc.array(name, { maxLength: 2 }),
        (subjects, groups, subject, mine) => {
          const claims = { subject, groups: mine };
          const all = allows({ subjects, groups, match: 'All' }, claims);
          const any = allows({ subjects, groups, match: 'Any' }, claims);
          expect(!all || any).toBe(true);
        },
      ),
    );
  });

  it('has a fingerprint that tells policies apart and ignores order', () => {
    const print = (settings: Partial<PolicySettings>) =>
      compilePolicy({ ...nobody, ...settings }, strict).fingerprint;
    expect(print({ groups: ['a', 'b'] })).toBe(print({ groups: ['b', 'a'] }));
    expect(print({ groups: ['a'] })).not.toBe(print({ emails: ['a'] }));
    expect(print({ groups: ['a'] })).not.toBe(
      print({ groups: ['a'], match: 'Any' }),
    );
  });
});
