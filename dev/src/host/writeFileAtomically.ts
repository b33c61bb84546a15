import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Replaces a file as a whole: a reader sees the old content or the new, and a crash leaves one of them. */
export async function writeFileAtomically(
  file: string,
  content: string,
  mode = 0o600,
): Promise<void> {
  const scratch = `${file}.${randomUUID()}`;
  try {
    await writeFile(scratch, content, { mode });
    await rename(scratch, file);
  } finally {
    await rm(scratch, { force: true });
  }
}
