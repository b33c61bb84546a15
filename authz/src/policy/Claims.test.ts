import fc from 'fast-check';
import { readClaims } from './Claims';

const read = (
  idToken: Record<string, unknown>,
  userInfo?: Record<string, unknown>,
) => readClaims('ada', idToken, userInfo, 'groups');

describe('readClaims', () => {
  it('takes what the ID token says before the user info', () => {
    expect(
      read(
        { email: 'a@x', email_verified: true, groups: ['one'] },
        { email: 'b@x', email_verified: true, groups: ['two'] },
      ),
    ).toEqual({
      subject: 'ada',
      email: 'a@x',
      isEmailVerified: true,
      groups: ['one'],
    });
  });

  it('fills gaps from the user info', () => {
    expect(
      read({}, { email: 'a@x', email_verified: true, groups: ['g'] }),
    ).toMatchObject({ email: 'a@x', isEmailVerified: true, groups: ['g'] });
  });

  it('does not let one address borrow the verification of another', () => {
    expect(
      read({ email: 'a@x' }, { email: 'b@x', email_verified: true })
        .isEmailVerified,
    ).toBe(false);
    expect(
      read(
        { email: 'a@x', email_verified: false },
        { email: 'a@x', email_verified: true },
      ).isEmailVerified,
    ).toBe(false);
    expect(
      read({ email_verified: true }, { email: 'a@x' }).isEmailVerified,
    ).toBe(false);
  });

  it.each(['true', 1, {}, [true], null, 'TRUE'])(
    'does not take %j for a verified address',
    verified => {
      expect(
        read({ email: 'a@x', email_verified: verified }).isEmailVerified,
      ).toBe(false);
    },
  );

  it.each([
    'physics',
    { physics: true },
    ['physics', 7],
    [['physics']],
    [''],
    null,
    42,
  ])('takes %j for no groups at all', groups => {
    expect(read({ groups }).groups).toEqual([]);
  });

  it('looks at own properties only', () => {
    expect(readClaims('ada', {}, undefined, 'constructor').groups).toEqual([]);
    expect(readClaims('ada', {}, undefined, '__proto__').groups).toEqual([]);
    const polluted: unknown = JSON.parse(
      '{"__proto__": {"groups": ["admins"], "email": "a@x"}}',
    );
    expect(read(polluted as Record<string, unknown>)).toMatchObject({
      email: undefined,
      groups: [],
    });
  });

  it('never throws, whatever the claims are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), claims => {
        const { groups, email } = read(claims, claims);
        expect(groups.every(group => typeof group === 'string')).toBe(true);
        expect(['string', 'undefined']).toContain(typeof email);
      }),
    );
  });
});
