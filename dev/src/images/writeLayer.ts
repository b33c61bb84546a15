import { createReadStream, createWriteStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';

/** One entry of an image's layer. Paths have no leading slash. */
export type LayerEntry =
  | {
      readonly type: 'file';
      readonly path: string;
      readonly source: string;
      readonly executable?: boolean;
    }
  | { readonly type: 'text'; readonly path: string; readonly content: string }
  | { readonly type: 'link'; readonly path: string; readonly target: string }
  | {
      readonly type: 'directory';
      readonly path: string;
      readonly mode?: number;
      readonly owner?: number;
    };

/**
 * Writes a layer as a tar file: entries sorted by path, parents before their children, all owned by root unless said
 * otherwise, all times zero. The same entries give the same bytes in whatever order they come.
 */
export async function writeLayer(
  entries: readonly LayerEntry[],
  file: string,
): Promise<void> {
  const archive = pack();
  const written = pipeline(archive, createWriteStream(file));
  for (const entry of withParents(entries)) {
    const common = { name: entry.path, uid: 0, gid: 0, mtime: new Date(0) };
    switch (entry.type) {
      case 'directory': {
        const owner = entry.owner ?? 0;
        archive.entry({
          ...common,
          uid: owner,
          gid: owner,
          mode: entry.mode ?? 0o755,
          type: 'directory',
        });
        break;
      }
      case 'link':
        archive.entry({
          ...common,
          mode: 0o777,
          type: 'symlink',
          linkname: entry.target,
        });
        break;
      case 'text':
        archive.entry({ ...common, mode: 0o644 }, entry.content);
        break;
      default: {
        const { size } = await lstat(entry.source);
        const sink = archive.entry({
          ...common,
          mode: entry.executable ? 0o755 : 0o644,
          size,
        });
        await pipeline(createReadStream(entry.source), sink);
      }
    }
  }
  archive.finalize();
  await written;
}

/** The entries sorted, with every parent directory that they lack; of two with one path the later wins. */
export function withParents(entries: readonly LayerEntry[]): LayerEntry[] {
  const byPath = new Map<string, LayerEntry>();
  for (const entry of entries) {
    for (
      let parent = dirname(entry.path);
      parent !== '.';
      parent = dirname(parent)
    ) {
      if (!byPath.has(parent))
        byPath.set(parent, { type: 'directory', path: parent });
    }
    byPath.set(entry.path, entry);
  }
  // By code unit: the same everywhere, whatever the locale.
  return [...byPath.values()].sort((one, other) =>
    one.path < other.path ? -1 : 1,
  );
}
