import { createGzip } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

/** An entry of a test archive: a file's content, or a tar header for something else. */
export type ArchiveEntry = Partial<Header> &
  Pick<Header, 'name'> & { readonly content?: string | Buffer };

/** Packs entries as repo-server packs a checkout: a tar, compressed with gzip. */
export async function packEntries(
  entries: readonly ArchiveEntry[],
): Promise<Buffer> {
  const tar = pack();
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    gzip.on('end', resolve);
    gzip.on('error', reject);
    tar.on('error', reject);
  });
  tar.pipe(gzip);
  for (const { content, ...header } of entries) {
    await new Promise<void>((resolve, reject) => {
      const finish = (error?: Error | null) =>
        error ? reject(error) : resolve();
      if (content === undefined) tar.entry(header, finish);
      else tar.entry(header, content, finish);
    });
  }
  tar.finalize();
  await done;
  return Buffer.concat(chunks);
}

/** Packs files by their paths. */
export function packFiles(
  files: Readonly<Record<string, string>>,
  mtime = new Date(0),
): Promise<Buffer> {
  return packEntries(
    Object.entries(files).map(([name, content]) => ({
      name,
      content,
      mtime,
      type: 'file',
    })),
  );
}
