import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the pictures of a test run are kept: `test-output/screenshots` of the repository. */
export const screenshotFolder = resolve(
  __dirname,
  '..',
  '..',
  '..',
  'test-output',
  'screenshots',
);

/** Keeps a picture of what the test saw; resolves to its path. */
export async function takeScreenshot(
  page: Page,
  name: string,
): Promise<string> {
  await mkdir(screenshotFolder, { recursive: true });
  const path = join(screenshotFolder, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
