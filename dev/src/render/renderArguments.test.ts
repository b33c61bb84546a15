import { parseRenderArguments } from './renderArguments';

describe('parseRenderArguments', () => {
  it('reads files and settings', () => {
    expect(
      parseRenderArguments([
        'a.yaml',
        '--delivery',
        'gitops',
        '-n',
        'lab',
        '--config',
        'c.yaml',
        '-',
      ]),
    ).toMatchObject({
      files: ['a.yaml', '-'],
      delivery: 'gitops',
      namespace: 'lab',
      config: 'c.yaml',
    });
  });

  it.each([
    [[], /name the files/],
    [
      ['a', '--delivery', 'mail'],
      /--delivery must be bundle or gitops, not 'mail'/,
    ],
    [
      ['a', '--namespace', 'A B'],
      /--namespace must be the name of a namespace/,
    ],
    [['a', '--what'], /Unknown option '--what'/],
  ])('refuses %j', (words, message) => {
    expect(() => parseRenderArguments(words)).toThrow(message);
  });
});
