/** Number of single-character edits between two words (Levenshtein). */
function distance(one: string, other: string): number {
  let previous = Array.from(
    { length: other.length + 1 },
    (_, column) => column,
  );
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const substitution =
        previous[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(
        Math.min(substitution, previous[column] + 1, current[column - 1] + 1),
      );
    }
    previous = current;
  }
  return previous[other.length];
}

/** The candidate that a person most likely meant; undefined when none is close. */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const lowerCase = word.toLowerCase();
  const ranked = candidates
    .map(candidate => ({
      candidate,
      edits: distance(lowerCase, candidate.toLowerCase()),
    }))
    .filter(
      ({ candidate, edits }) =>
        edits <= limit && Math.abs(candidate.length - word.length) <= limit,
    )
    .sort((one, other) => one.edits - other.edits);
  return ranked[0]?.candidate;
}
