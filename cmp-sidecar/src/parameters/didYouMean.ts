import { nearest } from '@amalthea/jupyterserver';

/** Longer words are not worth comparing: nobody meant one of ours. */
const longestWord = 64;

/** `Did you mean x?`, or a list of what there is, to append to a message about an unknown word. */
export function didYouMean(
  word: string,
  candidates: readonly string[],
): string {
  const meant =
    word.length > longestWord ? undefined : nearest(word, candidates);
  return meant === undefined
    ? `Known: ${candidates.join(', ')}.`
    : `Did you mean ${meant}?`;
}
