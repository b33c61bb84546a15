/** How many tests a stage ran, by result. A stage that is one check counts as one test. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** The sum of several stages. */
export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: total.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The closing line of `npm test`, in the form that continuous integration reads. */
export function closingLine(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`;
}
