import { ensurePrograms } from '../src/packages/debianPackages';
import { standardErrorProgress } from '../src';

/** Installs what the guides tell people to call, where that is missing and may be installed; else names it. */
export async function ensureGuidePrograms(): Promise<void> {
  await ensurePrograms(
    [
      { program: 'curl', debianPackage: 'curl' },
      { program: 'git', debianPackage: 'git' },
    ],
    { environment: process.env, progress: standardErrorProgress },
  );
}
