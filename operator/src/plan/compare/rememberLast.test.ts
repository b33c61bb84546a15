import { rememberLast } from './rememberLast';

describe('rememberLast', () => {
  const asked: unknown[] = [];
  const size = rememberLast((list: readonly number[], factor: number) => {
    asked.push(list);
    return list.length * factor;
  });

  beforeEach(() => {
    asked.length = 0;
  });

  it('asks once for the same arguments', () => {
    const list = [1, 2];
    expect([size(list, 2), size(list, 2)]).toEqual([4, 4]);
    expect(asked).toHaveLength(1);
  });

  it('asks again when any argument is another, also another of the same value', () => {
    const list = [1, 2];
    expect([size(list, 2), size(list, 3), size([1, 2], 3)]).toEqual([4, 6, 6]);
    expect(asked).toHaveLength(3);
  });

  it('is told what counts as the same', () => {
    const first = rememberLast(
      (_subject: object, text: string) => {
        asked.push(text);
        return text;
      },
      (a, b) => a[0] === b[0],
    );
    const subject = {};
    expect([first(subject, 'ab'), first(subject, 'ac')]).toEqual(['ab', 'ab']);
    expect(first(subject, 'b')).toBe('b');
    expect(asked).toEqual(['ab', 'b']);
  });

  it('keeps the answers for several subjects apart', () => {
    const [one, two] = [[1], [1, 2]];
    expect([size(one, 1), size(two, 1), size(one, 1)]).toEqual([1, 2, 1]);
    expect(asked).toHaveLength(2);
  });
});
