import { structuredPatch } from 'diff';

/** A line of a comparison, or the mark where equal lines were left out. */
export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap' };

/**
 * What has to change in `before` to make it `after`, with three lines around each change.
 * Empty when the two are equal.
 */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', {
    context: 3,
  });
  return hunks.flatMap((hunk, index): readonly DiffLine[] => [
    ...(index > 0 ? [{ kind: 'gap' } as const] : []),
    ...hunk.lines
      .filter(line => !line.startsWith('\\'))
      .map(line => ({ kind: lineKind(line[0]), text: line.slice(1) })),
  ]);
}

function lineKind(mark: string): 'same' | 'added' | 'removed' {
  if (mark === '+') {
    return 'added';
  }
  return mark === '-' ? 'removed' : 'same';
}
