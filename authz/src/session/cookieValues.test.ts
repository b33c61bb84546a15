import fc from 'fast-check';
import { cookiesStartingWith, cookieValues } from './cookieValues';

describe('cookieValues', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['a=1', ['1']],
    ['b=0; a=1; c=2', ['1']],
    ['a=1; a=2;a=3', ['1', '2', '3']],
    ['a=', ['']],
    ['  a=1  ;', ['1']],
    ['\ta=1', ['1']],
    ['xa=1', []],
    ['a =1', []],
    ['A=1', []],
    ['a', []],
    ['x=a=1', []],
    ['x=" a=1"', []],
    ['a=b=c', ['b=c']],
    ['a="1"', ['"1"']],
    [';;a=1;;', ['1']],
    ['a=1, a=2', ['1, a=2']],
  ])('finds in %j the values %j', (header, values) => {
    expect(cookieValues(header, 'a')).toEqual(values);
  });

  it('finds each value that was put in, in order', () => {
    const value = fc.stringMatching(/^[\w.-]{0,12}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'aa', 'b', '__Host-a'), value)),
        pairs => {
          const header = pairs.map(pair => pair.join('=')).join('; ');
          expect(cookieValues(header, 'a')).toEqual(
            pairs.filter(([name]) => name === 'a').map(([, text]) => text),
          );
        },
      ),
    );
  });

  it('takes linear time for hostile headers', () => {
    const started = performance.now();
    cookieValues('a='.repeat(500_000), 'a');
    cookieValues(`${' '.repeat(500_000)}a=1`, 'a');
    cookieValues('a=1;'.repeat(250_000), 'a');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('lists cookies by the start of their names', () => {
    expect(
      cookiesStartingWith('flow-1=a; x=flow-2=b;\tflow-3= c ; flow-4', 'flow-'),
    ).toEqual([
      ['flow-1', 'a'],
      ['flow-3', ' c'],
    ]);
  });
});
