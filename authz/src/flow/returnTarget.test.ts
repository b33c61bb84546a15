import fc from 'fast-check';
import { openRedirectAttempts } from './openRedirectAttempts';
import { returnTarget } from './returnTarget';

const bases = ['', '/ada', '/a/b'];
const host = 'https://host.example';

describe('returnTarget', () => {
  it.each([
    ['', '/lab'],
    ['', '/lab/tree/a%20b.ipynb?reset&clone=x//y#'],
    ['', '/?a=https://elsewhere.example/'],
    ['/ada', '/ada'],
    ['/ada', '/ada/lab?x=1'],
    ['/ada', '/ada/oauth2ish'],
    ['/ada', '/ada/%C3%A9t%C3%A9'],
  ])('below %j keeps %s', (base, wish) => {
    expect(returnTarget(wish, base)).toBe(wish.replace(/#$/, ''));
  });

  it.each([
    ['/ada', '/'],
    ['/ada', '/adam/lab'],
    ['/ada', '/charles/lab'],
    ['/ada', '/ada/../charles'],
    ['/ada', '/ada/%2e%2e/charles'],
    ['/ada', '/ada/oauth2/sign_out'],
    ['/ada', '/ada/x/../oauth2/start'],
    ['', '/oauth2/start?rd=/'],
    ['', '/oauth2'],
    ['', `/${'a'.repeat(5000)}`],
    ['', ''],
    ['', 'lab'],
  ])('below %j sends %s to the front page', (base, wish) => {
    expect(returnTarget(wish, base)).toBe(`${base}/`);
  });

  it('is tried with at least 500 attempts', () => {
    expect(new Set(openRedirectAttempts).size).toBeGreaterThanOrEqual(500);
  });

  it.each(bases)('stays on the own host for every attempt below %j', base => {
    for (const attempt of openRedirectAttempts) {
      for (const wish of [attempt, `${base}${attempt}`, `${base}/${attempt}`]) {
        expect(problemOf(returnTarget(wish, base), base, wish)).toBeUndefined();
      }
    }
  });

  it('stays on the own host for anything at all', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '\\',
        '..',
        '.',
        '%2f',
        '%5c',
        '%2e',
        '%09',
        '\t',
        '\n',
        '\r',
        '@',
        ':',
        '?',
        '#',
        ';',
        'https:',
        'evil.example',
        '\u2028',
        '\u3000',
        '／',
        '。',
        'oauth2',
        'ada',
        '\0',
      ),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom(...bases),
        (pieces, base) => {
          const wish = pieces.join('');
          expect(
            problemOf(returnTarget(wish, base), base, wish),
          ).toBeUndefined();
          expect(
            problemOf(returnTarget(`${base}/${wish}`, base), base, wish),
          ).toBeUndefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing when it is applied twice', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.constantFrom(...bases), (path, base) => {
        const once = returnTarget(`${base}${path}`, base);
        expect(returnTarget(once, base)).toBe(once);
      }),
    );
  });
});

/** What is wrong with a target, as a browser would follow it and as a cautious eye reads it. */
function problemOf(target: string, base: string, wish: string) {
  const followed = new URL(target, `${host}${base}/oauth2/callback`);
  const isOwn =
    followed.origin === host &&
    /^\/(?![/\\])[\x21-\x7e]*$/.test(target) &&
    !/\\|\/\//.test(target.split('?')[0] ?? '') &&
    (followed.pathname === base || followed.pathname.startsWith(`${base}/`));
  return isOwn ? undefined : { wish, target };
}
