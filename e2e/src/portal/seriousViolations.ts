import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** The parts of axe-core's result that are read. */
interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

declare const axe: {
  run(
    context: Document,
    options: object,
  ): Promise<{
    readonly violations: readonly Violation[];
  }>;
};

/**
 * What keeps people from using the page that is shown: axe-core's serious and critical violations, its experimental
 * rules aside. Each as a line with the rule and the first element.
 */
export async function seriousViolations(
  page: Page,
): Promise<readonly string[]> {
  const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  // The pointer would lie on something, and what lies below a pointer looks otherwise.
  await page.mouse.move(0, 0);
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const result = await axe.run(document, { resultTypes: ['violations'] });
    return result.violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html}`);
}
