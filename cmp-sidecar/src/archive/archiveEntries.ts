import { createGunzip } from 'node:zlib';
import { extract, type ExtractEvents, type Header } from 'tar-stream';
import { DeliveryError } from '../failure';
import { inMebibytes, type ArchiveLimits } from './limits';

/** The body of an entry, with its header. */
export type Entry = ExtractEvents['entry'][1];

const exclusionHint =
  'Exclude what the plugin does not need (reposerver.plugin.tar.exclusions: ".git;.git/*"), or set ' +
  'reposerver.plugin.use.manifest.generate.paths with the annotation argocd.argoproj.io/manifest-generate-paths.';

/** The archive's cost is over a limit. */
export function tooLarge(what: string, limit: string): DeliveryError {
  return new DeliveryError(
    'ARCHIVE_TOO_LARGE',
    `The repository has more than ${limit} ${what}. ${exclusionHint}`,
  );
}

function unreadable(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DeliveryError(
    'INVALID_ARCHIVE',
    `The repository's archive cannot be read: ${reason}. Refresh the Application; if it stays, read repo-server's log.`,
    { cause: error },
  );
}

/** Reads the body of one entry. */
export async function entryBody(
  entry: Entry,
  limitBytes: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) {
      throw new DeliveryError(
        'ARCHIVE_TOO_LARGE',
        `${entry.header.name}: larger than ${inMebibytes(
          limitBytes,
        )}, which is no manifest. Move the file out of the ` +
          'path of the Application.',
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/**
 * Walks the entries of a gzip-compressed tar, in their order, in memory. `visit` may read the entry's body; what it
 * leaves is skipped.
 *
 * @throws DeliveryError `INVALID_ARCHIVE` for bytes that are no such archive or end early, `ARCHIVE_TOO_LARGE` over a
 * limit, and whatever `visit` throws.
 */
export async function forEachEntry(
  archive: Uint8Array,
  limits: ArchiveLimits,
  visit: (header: Header, entry: Entry) => Promise<void> | void,
): Promise<void> {
  const gunzip = createGunzip();
  const entries = extract();
  let unpackedBytes = 0;
  gunzip.on('data', (chunk: Buffer) => {
    unpackedBytes += chunk.length;
    if (unpackedBytes > limits.unpackedBytes) {
      gunzip.destroy(tooLarge('of content', inMebibytes(limits.unpackedBytes)));
    } else if (!entries.write(chunk)) {
      gunzip.pause();
    }
  });
  entries.on('drain', () => gunzip.resume());
  gunzip.on('end', () => entries.end(undefined));
  gunzip.on('error', error => entries.destroy(unreadable(error)));
  gunzip.end(archive);
  try {
    let count = 0;
    for await (const entry of entries) {
      count += 1;
      if (count > limits.entries)
        throw tooLarge('files and directories', String(limits.entries));
      // tar-stream 3 waits for ever on a size that it cannot read (a base-256 number with a wrong first byte).
      if (!Number.isSafeInteger(entry.header.size))
        throw new Error('an entry has no size');
      await visit(entry.header, entry);
      entry.resume();
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    gunzip.destroy();
  }
}
