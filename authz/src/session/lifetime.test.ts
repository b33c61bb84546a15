import { expiresAtSeconds, isAlive, isRenewalDue } from './lifetime';
import { Session } from './Session';

const lifetimes = { idleSeconds: 100, absoluteSeconds: 1_000 };
const session: Session = {
  id: 'id',
  provider: 'p',
  subject: 'ada',
  isEmailVerified: false,
  groups: [],
  signedInAtMilliseconds: 10_000_500,
  seenAtSeconds: 10_000,
};

describe('the lifetime of a session', () => {
  it('ends at the absolute time after the sign-in, however it is used', () => {
    expect(expiresAtSeconds(session, lifetimes)).toBe(11_000);
    expect(isAlive(session, 10_999, lifetimes, 10_999)).toBe(true);
    expect(isAlive(session, 11_000, lifetimes, 11_000)).toBe(false);
  });

  it('ends when it was idle for the idle time', () => {
    expect(isAlive(session, 10_000, lifetimes, 10_099)).toBe(true);
    expect(isAlive(session, 10_000, lifetimes, 10_100)).toBe(false);
  });

  it('does not begin in the future, but for clocks that differ a little', () => {
    expect(isAlive(session, 10_000, lifetimes, 9_950)).toBe(true);
    expect(isAlive(session, 10_000, lifetimes, 9_900)).toBe(false);
  });

  it('is noted at steps of a tenth of the idle time, at most five minutes', () => {
    expect(isRenewalDue(session, lifetimes, 10_009)).toBe(false);
    expect(isRenewalDue(session, lifetimes, 10_010)).toBe(true);
    const long = { ...lifetimes, idleSeconds: 86_400 };
    expect(isRenewalDue(session, long, 10_299)).toBe(false);
    expect(isRenewalDue(session, long, 10_300)).toBe(true);
  });
});
