import { ensurePrograms } from '../src/packages/debianPackages';
import { standardErrorProgress } from '../src';

/** Installs what tests with a browser need where that is missing and may be installed; else names it. */
export async function ensureBrowser(): Promise<void> {
  if (process.env.CHROMIUM_PATH) return;
  await ensurePrograms(
    [
      { program: '/usr/bin/chromium', debianPackage: 'chromium' },
      // It brings fonts along: without any, every page is empty boxes.
      { program: 'fc-list', debianPackage: 'fontconfig' },
    ],
    { environment: process.env, progress: standardErrorProgress },
  );
}
