import { formatProblem } from '@amalthea/jupyterserver';
import { readDocuments } from './sourceDocument';

const read = (text: string) => {
  const { documents, problems } = readDocuments('f', Buffer.from(text));
  return {
    names: documents.map(
      ({ value }) => (value.metadata as { name: string }).name,
    ),
    problems: problems.map(formatProblem),
  };
};
const object = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
});
const list = (items: unknown) => ({ apiVersion: 'v1', kind: 'List', items });

describe('the documents of a file', () => {
  it('are those of Lists, of Lists in Lists, and of empty ones none', () => {
    const nested = list([
      object('a'),
      list([object('b'), list(null)]),
      list([]),
    ]);
    expect(read(JSON.stringify(nested))).toEqual({
      names: ['a', 'b'],
      problems: [],
    });
  });

  it('may be JSON objects one behind the other, as kubectl takes them', () => {
    const text = ['a', 'b', 'c'].map(name => JSON.stringify(object(name)));
    expect(read(text.join('\n'))).toEqual({
      names: ['a', 'b', 'c'],
      problems: [],
    });
  });

  it.each([
    [
      'an alias of nothing',
      'a: 1\nb:\n  c: *missing\n',
      /^f:3:6: Unresolved alias/,
    ],
    ['a control character', 'a: 1\nb: \0\n', /^f:2:4: has the control char/],
    ['nesting without end', '['.repeat(20_000), /^f:1:1: is nested too deep/],
    ['an alias to its parent', 'a: &a {b: *a}\n', /^f:1:1: is nested too deep/],
    [
      'something that is no object',
      JSON.stringify(list([1]), undefined, 1),
      /^f:5:3: must be a Kubernetes object/,
    ],
  ])('are refused for %s, at its place and once', (_what, text, problem) => {
    const { names, problems } = read(text);
    expect(names).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('are reported on one line, whatever the name of the file', () => {
    const { problems } = readDocuments('a\nb.yaml', Buffer.from('- 1'));
    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(/^a\?b\.yaml:1:1: must be a Kubernetes object/),
    ]);
  });
});
