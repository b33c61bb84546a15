import { randomBytes } from 'node:crypto';
import { parseConfig } from '../config';
import { ExpiringMap } from '../session';
import { gateRules } from './GateRules';
import { newSession, refreshAtSeconds } from './newSession';
import { SignedIn } from './SignIn';

const rulesFor = (groups: readonly string[]) =>
  gateRules(
    parseConfig({
      config: JSON.stringify({
        mode: 'oidc',
        server: { name: 'ada', namespace: 'lab' },
        publicUrl: 'https://host.example',
        oidc: { issuerUrl: 'https://idp.example', clientId: 'jupyter' },
        policy: { groups },
      }),
      cookieKey: randomBytes(32).toString('base64'),
    }),
    { randomBytes, usedStates: new ExpiringMap(10) },
  );
const signedIn = (groups: readonly string[], subject = 'ada'): SignedIn => ({
  claims: { subject, isEmailVerified: false, groups },
  tokens: { expiresInSeconds: 300 },
});
const many = Array.from({ length: 500 }, (_, index) => `group-${index}`);

describe('newSession', () => {
  it('keeps all groups while they fit', () => {
    const { session } = newSession(
      rulesFor(['a']),
      signedIn(['a', 'b']),
      'id',
      1_000,
    );
    expect(session.groups).toEqual(['a', 'b']);
    expect(session.groupsChosenFor).toBeUndefined();
  });

  it('keeps those that the policy asks for when they do not fit, and notes for which policy', () => {
    const rules = rulesFor(['group-7', 'group-400', 'x']);
    const { session, setCookie } = newSession(
      rules,
      signedIn(many),
      'id',
      1_000,
    );
    expect(session.groups).toEqual(['group-7', 'group-400']);
    expect(session.groupsChosenFor).toBe(rules.policy.fingerprint);
    expect(setCookie.length).toBeLessThanOrEqual(4_096);
    expect(rules.policy.allows(session)).toBe(true);
  });

  it('keeps one when even those do not fit, which decides the same', () => {
    const rules = rulesFor(many);
    const { session } = newSession(rules, signedIn(many), 'id', 1_000);
    expect(session.groups).toEqual(['group-0']);
    expect(rules.policy.allows(session)).toBe(true);
  });

  it('fails closed when nothing fits', () => {
    const endless = ['g'.repeat(5_000)];
    expect(() =>
      newSession(rulesFor(endless), signedIn(endless), 'id', 1_000),
    ).toThrow('more about this person');
  });

  it('asks again only with a refresh token', () => {
    expect(refreshAtSeconds(signedIn([]), 100)).toBeUndefined();
    const tokens = { refreshToken: 'r' };
    expect(refreshAtSeconds({ ...signedIn([]), tokens }, 100)).toBe(400);
    const short = { refreshToken: 'r', expiresInSeconds: 0 };
    expect(refreshAtSeconds({ ...signedIn([]), tokens: short }, 100)).toBe(101);
  });
});
