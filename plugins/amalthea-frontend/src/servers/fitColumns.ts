/** What {@link fitColumns} has to know of a column. Widths are in pixels, or a share such as `1fr`. */
export interface FittedColumn {
  readonly id: string;
  readonly defaultWidth?: number | string | null;
  readonly minWidth?: number | string | null;
}

/**
 * What can be left out first on a narrow page, since it is on the server's own page too. State,
 * name, when it stops and what can be done are never left out.
 */
const leftOutFirst = ['profile', 'resources', 'owner', 'active', 'where'];

/**
 * The columns that fit side by side, so that the last one, with the actions, is always in view. Those that are left take
 * their least width where even they are too wide.
 *
 * @param width - of the table, in pixels; undefined when it is not known, which fits everything
 */
export function fitColumns<T extends FittedColumn>(
  columns: readonly T[],
  width: number | undefined,
): readonly T[] {
  if (width === undefined) {
    return columns;
  }
  let fitting = columns;
  for (const id of leftOutFirst) {
    if (neededWidth(fitting) <= width) {
      break;
    }
    fitting = fitting.filter(column => column.id !== id);
  }
  return neededWidth(fitting) <= width ? fitting : fitting.map(asNarrow);
}

function asNarrow<T extends FittedColumn>(column: T): T {
  return typeof column.defaultWidth === 'number' && column.minWidth
    ? { ...column, defaultWidth: column.minWidth }
    : column;
}

function neededWidth(columns: readonly FittedColumn[]): number {
  return columns.reduce(
    (sum, { defaultWidth, minWidth }) =>
      sum + (pixels(defaultWidth) ?? pixels(minWidth) ?? 0),
    0,
  );
}

function pixels(size: number | string | null | undefined): number | undefined {
  return typeof size === 'number' ? size : undefined;
}
