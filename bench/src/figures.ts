/** One line of a benchmark's table, and one entry of its JSON file. */
export type Figure = {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the value should reach, in words: `<= 12 ms`, `>= 4 x classic`. */
  readonly goal?: string;
  readonly met?: boolean;
};

/** A bound of a figure: at least or at most so much. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** Builds a figure and judges it against its goal. Values keep three significant digits. */
export function figure(
  name: string,
  value: number,
  unit: string,
  goal?: Goal,
): Figure {
  const rounded = Number(value.toPrecision(3));
  if (!goal) return { figure: name, value: rounded, unit };
  return 'atLeast' in goal
    ? {
        figure: name,
        value: rounded,
        unit,
        goal: `>= ${goal.atLeast}`,
        met: value >= goal.atLeast,
      }
    : {
        figure: name,
        value: rounded,
        unit,
        goal: `<= ${goal.atMost}`,
        met: value <= goal.atMost,
      };
}

function verdict({ met }: Figure): string {
  if (met === undefined) return '';
  return met ? 'yes' : 'NO';
}

/** The figures as a Markdown table with aligned columns. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'value', 'unit', 'goal', 'met'],
    ...figures.map(line => [
      line.figure,
      String(line.value),
      line.unit,
      line.goal ?? '',
      verdict(line),
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const lines = rows.map(
    row =>
      `| ${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join(' | ')} |`,
  );
  lines.splice(
    1,
    0,
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
  );
  return `${lines.join('\n')}\n`;
}
