import {
  isAnnotationKey,
  isDataKey,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
} from './kubernetesName';

describe('names of Kubernetes', () => {
  it('takes labels with and without a prefix', () => {
    expect(
      ['a', 'A_b.c-1', 'example.org/a', `${'a'.repeat(63)}`].filter(
        key => !isLabelKey(key),
      ),
    ).toEqual([]);
    expect(
      [
        '',
        '/a',
        'a/',
        'a/b/c',
        '-a',
        'a-',
        'Example.org/a',
        'a b',
        'a'.repeat(64),
      ].filter(isLabelKey),
    ).toEqual([]);
  });

  it('does not mind capital letters in the prefix of an annotation', () => {
    expect(isAnnotationKey('Example.org/a')).toBe(true);
  });

  it('takes label values of at most 63 characters', () => {
    expect(
      ['', 'a', 'A-b_c.d', 'a'.repeat(63)].filter(
        value => !isLabelValue(value),
      ),
    ).toEqual([]);
    expect(
      ['-', 'a ', 'ä', 'a'.repeat(64), 'a\n'].filter(isLabelValue),
    ).toEqual([]);
  });

  it('takes lower-case object names', () => {
    expect(['a', 'a.b', 'a-1'].filter(name => !isDnsSubdomain(name))).toEqual(
      [],
    );
    expect(
      ['', 'A', 'a_b', '.a', 'a.', 'a/b', 'a'.repeat(254)].filter(
        isDnsSubdomain,
      ),
    ).toEqual([]);
  });

  it('takes keys of Secrets that cannot leave their folder', () => {
    expect(['a', 'A_b.c', '.hidden'].filter(key => !isDataKey(key))).toEqual(
      [],
    );
    expect(['', '.', '..', '..a', 'a/b', 'a b'].filter(isDataKey)).toEqual([]);
  });
});
