import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { cookieScope } from './cookieScope';
import { CookieSealer } from './CookieSealer';
import { Session } from './Session';
import { SessionCookies } from './SessionCookies';

const sealer = new CookieSealer({
  keys: [randomBytes(32)],
  binding: { namespace: 'lab', name: 'ada' },
  randomBytes,
});
const scope = cookieScope('https://host.example', '', 'ada');
const name = '__Host-amalthea-session-ada';
const session: Session = {
  id: 'an-id',
  provider: 'provider',
  subject: 'ada',
  email: 'ada@example.org',
  isEmailVerified: true,
  groups: ['physics', 'Grüße ☕'],
  groupsChosenFor: undefined,
  providerSessionId: 'sid',
  signedInAtMilliseconds: 1_700_000_000_123,
  seenAtSeconds: 1_700_000_000,
  refreshAtSeconds: 1_700_000_300,
};
const good = () => true;
const cookies = (mostOpened?: number) =>
  new SessionCookies({ sealer, scope, mostOpened });
const valueOf = (setCookie = '') => setCookie.split(/[=;]/, 2)[1] ?? '';
const issue = (changes: Partial<Session> = {}) =>
  `${name}=${valueOf(cookies().issue({ ...session, ...changes }, 60))}`;

describe('SessionCookies', () => {
  it('finds the session that it issued', () => {
    expect(cookies().find(`x=1; ${issue()}; y=2`, good)).toEqual(session);
  });

  it.each([
    ['https://h', '', '__Host-amalthea-session-ada', 'Path=/;', true],
    [
      'https://h/a/b',
      '/a/b',
      '__Secure-amalthea-session-ada',
      'Path=/a/b;',
      true,
    ],
    ['http://localhost', '', 'amalthea-session-ada', 'Path=/;', false],
  ])(
    'of %s have name and flags that fit',
    (url, base, cookieName, path, isSecure) => {
      const made = new SessionCookies({
        sealer,
        scope: cookieScope(url, base, 'ada'),
      }).issue(session, 60.7);
      expect(made).toContain(`${cookieName}=`);
      expect(made).toContain(path);
      expect(made).toContain('Max-Age=60; HttpOnly; SameSite=Lax');
      expect(made?.endsWith('; Secure')).toBe(isSecure);
      expect(made).not.toContain('Domain');
    },
  );

  it('skip a cookie that is not good, wherever it stands', () => {
    const isGood = ({ id }: Session) => id === 'an-id';
    const other = issue({ id: 'other' });
    expect(cookies().find(`${other}; ${issue()}`, isGood)?.id).toBe('an-id');
    expect(cookies().find(`${issue()}; ${other}`, isGood)?.id).toBe('an-id');
    expect(cookies().find(other, isGood)).toBeUndefined();
  });

  it('choose the latest sign-in among several good ones, whatever their order', () => {
    const early = issue({ id: 'early', signedInAtMilliseconds: 1 });
    const late = issue({ id: 'late', signedInAtMilliseconds: 2 });
    expect(cookies().find(`${early}; ${late}`, good)?.id).toBe('late');
    expect(cookies().find(`${late}; ${early}`, good)?.id).toBe('late');
  });

  it('decide about each use anew, although they remember what they opened', () => {
    const made = cookies();
    const header = issue();
    expect(made.find(header, good)?.id).toBe('an-id');
    expect(made.find(header, () => false)).toBeUndefined();
  });

  it('forget the oldest beyond their bound and still open it', () => {
    const made = cookies(2);
    const headers = ['one', 'two', 'three'].map(id => issue({ id }));
    for (const header of [...headers, ...headers]) {
      expect(made.find(header, good)).toBeDefined();
    }
  });

  it('never issue what browsers would refuse', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 60 }), {
          maxLength: 200,
        }),
        groups => {
          const made = cookies().issue({ ...session, groups }, 60);
          expect(made === undefined || made.length <= 4_096).toBe(true);
        },
      ),
    );
    expect(
      cookies().issue({ ...session, groups: ['a'.repeat(4_000)] }, 60),
    ).toBeUndefined();
  });

  it('do not take what another release or another purpose sealed', () => {
    for (const text of [
      '',
      '{}',
      '[]',
      'null',
      '{"i":"x"}',
      '{"__proto__":{}}',
    ]) {
      const header = `${name}=${sealer.seal('session', text)}`;
      expect(cookies().find(header, good)).toBeUndefined();
    }
  });

  it('survive any header', () => {
    const made = cookies();
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constant(`${name}=`),
            fc.constant(';'),
            fc.constant(issue()),
          ),
        ),
        pieces => {
          expect(() => made.find(pieces.join(''), good)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});
