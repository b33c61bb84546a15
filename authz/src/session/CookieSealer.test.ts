import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CookieKeyError, CookieSealer, SealPurpose } from './CookieSealer';

const key = randomBytes(32);
const binding = { namespace: 'lab', name: 'ada', uid: 'uid-1' };
const sealer = (
  options: Partial<{ keys: Buffer[]; binding: typeof binding }> = {},
) => new CookieSealer({ keys: [key], binding, randomBytes, ...options });

describe('CookieSealer', () => {
  it('opens what it sealed, whatever the text', () => {
    const one = sealer();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(one.open('session', one.seal('session', text))).toBe(text);
      }),
    );
  });

  it('never seals the same text to the same value', () => {
    const one = sealer();
    const values = Array.from({ length: 50 }, () => one.seal('session', 'x'));
    expect(new Set(values).size).toBe(50);
  });

  it('opens nothing in which one bit changed', () => {
    const one = sealer();
    const bytes = Buffer.from(one.seal('session', 'hello'), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(
        one.open('session', changed.toString('base64url')),
      ).toBeUndefined();
    }
  });

  it('opens no part and no extension of a value', () => {
    const one = sealer();
    const value = one.seal('session', 'hello');
    for (let length = 0; length < value.length; length += 1) {
      expect(one.open('session', value.slice(0, length))).toBeUndefined();
    }
    for (const extra of ['A', 'AAAA', '=', ' ', value]) {
      expect(one.open('session', value + extra)).toBeUndefined();
    }
  });

  it('opens only the spelling that was sealed', () => {
    const one = sealer();
    const value = one.seal('session', 'hell');
    const alphabet =
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const spellings = [...alphabet].map(last => value.slice(0, -1) + last);
    const opened = spellings.filter(
      text => one.open('session', text) !== undefined,
    );
    expect(opened).toEqual([value]);
  });

  it('does not mix purposes', () => {
    const purposes: readonly SealPurpose[] = [
      'session',
      'flow',
      'token',
      'sign-out',
    ];
    const one = sealer();
    for (const purpose of purposes) {
      const value = one.seal(purpose, 'x');
      expect(purposes.filter(other => one.open(other, value) === 'x')).toEqual([
        purpose,
      ]);
    }
  });

  it.each([
    { ...binding, name: 'charles' },
    { ...binding, namespace: 'other' },
    { ...binding, uid: 'uid-2' },
    { namespace: 'lab","ada', name: '', uid: 'uid-1' },
  ])('does not open for %j, which has the same key', other => {
    const value = sealer().seal('session', 'x');
    expect(sealer({ binding: other }).open('session', value)).toBeUndefined();
  });

  it('seals with the newest key and opens with both', () => {
    const newer = randomBytes(32);
    const old = sealer();
    const both = sealer({ keys: [newer, key] });
    expect(both.open('session', old.seal('session', 'x'))).toBe('x');
    expect(old.open('session', both.seal('session', 'x'))).toBeUndefined();
    expect(
      sealer({ keys: [newer] }).open('session', both.seal('session', 'x')),
    ).toBe('x');
  });

  it('tells keys apart by trying when their ids collide', () => {
    const idOf = (secret: Buffer) =>
      Buffer.from(sealer({ keys: [secret] }).seal('flow', ''), 'base64url')[1];
    let twin = randomBytes(32);
    while (idOf(twin) !== idOf(key)) twin = randomBytes(32);
    const value = sealer().seal('session', 'x');
    expect(sealer({ keys: [twin, key] }).open('session', value)).toBe('x');
  });

  it('survives any value', () => {
    const one = sealer();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.base64String(),
          fc.string({ minLength: 4_000, maxLength: 9_000 }),
        ),
        value => {
          expect(one.open('session', value)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not look at values that no browser would store', () => {
    expect(sealer().open('session', 'A'.repeat(1_000_000))).toBeUndefined();
  });

  it.each([
    ['no key', []],
    ['a short key', [randomBytes(16)]],
    ['a long key', [randomBytes(33)]],
    ['three keys', [key, randomBytes(32), randomBytes(32)]],
    ['a key of zeros', [Buffer.alloc(32)]],
    ['a key that repeats itself', [Buffer.from('abcd'.repeat(8))]],
  ])('refuses %s and says what to do', (_, keys) => {
    expect(() => sealer({ keys })).toThrow(CookieKeyError);
    expect(() => sealer({ keys })).toThrow(/32 random bytes|newest two/);
  });
});
