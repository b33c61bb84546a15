/** What a repository may cost. All sizes are bytes. */
export interface ArchiveLimits {
  /** The compressed archive as it arrives. */
  readonly receivedBytes: number;
  /** The archive unpacked, everything counted: the bound on what a compression bomb can make us inflate. */
  readonly unpackedBytes: number;
  /** Entries of the archive. */
  readonly entries: number;
  /** One manifest file. */
  readonly fileBytes: number;
  /** All manifest files of the application's path. */
  readonly manifestBytes: number;
  /** Directories above an entry. */
  readonly pathDepth: number;
}

const mebibyte = 1024 * 1024;

/** Enough for a thousand servers in one path, in a repository as large as repo-server handles with comfort. */
export const defaultArchiveLimits: ArchiveLimits = {
  receivedBytes: 64 * mebibyte,
  unpackedBytes: 512 * mebibyte,
  entries: 200_000,
  fileBytes: 4 * mebibyte,
  manifestBytes: 32 * mebibyte,
  pathDepth: 64,
};

/** Bytes in the unit that people set limits in. */
export function inMebibytes(bytes: number): string {
  return `${Math.round((bytes / mebibyte) * 10) / 10} MiB`;
}
