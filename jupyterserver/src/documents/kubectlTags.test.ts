import {
  refusedScalars,
  scalarDocument,
  yamlScalars,
} from '../__testUtils__/yamlScalars';
import { parseDocuments } from './parseDocuments';

function read(text: string) {
  const { others, problems } = parseDocuments(scalarDocument(text), 'f');
  return { values: others.map(({ object }) => object.value), problems };
}

describe('a scalar', () => {
  it.each(yamlScalars)('%j is read as kubectl reads it', (text, value) =>
    expect(read(text)).toEqual({ values: [value], problems: [] }),
  );

  it.each(refusedScalars)('%j is refused, as kubectl does', text => {
    const { values, problems } = read(text);
    expect(values).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  it('means the same under a directive for YAML 1.1', () => {
    const text = `%YAML 1.1\n---\n${scalarDocument('[0644, 1:30, yes]')}`;
    expect(parseDocuments(text, 'f').others[0].object.value).toEqual([
      420,
      '1:30',
      true,
    ]);
  });
});
