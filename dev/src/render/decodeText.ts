const encodings: Readonly<Record<string, string>> = {
  [`${0xff} ${0xfe}`]: 'utf-16le',
  [`${0xfe} ${0xff}`]: 'utf-16be',
};

/**
 * The text of a file: UTF-8, or UTF-16 with a byte order mark, as editors and shells of Windows write it.
 *
 * @returns undefined when the bytes are neither
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = bytes.length < 2 ? '' : `${bytes[0]} ${bytes[1]}`;
  const encoding = encodings[mark] ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
