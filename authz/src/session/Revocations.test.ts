import { ExpiringMap } from './ExpiringMap';
import { RecentMap } from './RecentMap';
import { Revocations } from './Revocations';
import { Session } from './Session';

const session = (changes: Partial<Session> = {}): Session => ({
  id: 'id',
  provider: 'p',
  subject: 'ada',
  isEmailVerified: false,
  groups: [],
  signedInAtMilliseconds: 1_000_000,
  seenAtSeconds: 1_000,
  ...changes,
});
const now = 2_000_000;

describe('Revocations', () => {
  it('end one session', () => {
    const revocations = new Revocations(() => 100);
    revocations.revokeSession('id', now);
    expect(revocations.isRevoked(session(), now)).toBe(true);
    expect(revocations.isRevoked(session({ id: 'other' }), now)).toBe(false);
  });

  it('end the sessions of a person up to now, and not the next one', () => {
    const revocations = new Revocations(() => 100);
    revocations.revokeSubject('ada', now);
    const later = session({ signedInAtMilliseconds: now + 1 });
    expect(revocations.isRevoked(session(), now)).toBe(true);
    expect(revocations.isRevoked(later, now + 1)).toBe(false);
    expect(revocations.isRevoked(session({ subject: 'charles' }), now)).toBe(
      false,
    );
  });

  it('end what came from one session of the provider', () => {
    const revocations = new Revocations(() => 100);
    revocations.revokeProviderSession('sid', now);
    revocations.revokeSubjectWithoutProviderSession('ada', now);
    expect(
      revocations.isRevoked(session({ providerSessionId: 'sid' }), now),
    ).toBe(true);
    expect(
      revocations.isRevoked(session({ providerSessionId: 'other' }), now),
    ).toBe(false);
    expect(revocations.isRevoked(session(), now)).toBe(true);
  });

  it('are kept for as long as a cookie could last', () => {
    const revocations = new Revocations(() => 100);
    revocations.revokeSession('id', now);
    expect(revocations.isRevoked(session(), now + 99_999)).toBe(true);
    expect(revocations.isRevoked(session(), now + 100_000)).toBe(false);
  });

  it('end everybody rather than forget one when there are too many', () => {
    const revocations = new Revocations(() => 100, 2);
    for (const id of ['one', 'two', 'three'])
      revocations.revokeSession(id, now);
    expect(revocations.isRevoked(session({ id: 'three' }), now)).toBe(true);
    expect(revocations.isRevoked(session({ id: 'somebody' }), now)).toBe(true);
    const later = session({ signedInAtMilliseconds: now + 1 });
    expect(revocations.isRevoked(later, now + 1)).toBe(false);
  });
});

describe('ExpiringMap', () => {
  it('makes room by forgetting what is over, and refuses otherwise', () => {
    const map = new ExpiringMap(1);
    expect(map.set('one', 1, 10, 0)).toBe(true);
    expect(map.set('two', 2, 20, 9)).toBe(false);
    expect(map.set('one', 3, 10, 9)).toBe(true);
    expect(map.set('two', 2, 20, 10)).toBe(true);
    expect(map.get('one', 10)).toBeUndefined();
    expect(map.get('two', 19)).toBe(2);
    expect(map.size).toBe(1);
  });
});

describe('RecentMap', () => {
  it('forgets what was used longest ago', () => {
    const forgotten: string[] = [];
    const map = new RecentMap<string, number>(2, key => forgotten.push(key));
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect(forgotten).toEqual(['b']);
    expect(map.get('a')).toBe(1);
    expect(map.size).toBe(2);
  });
});
