import { sha256 as digest } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** SHA-256 of the text's UTF-8 bytes, in 64 hexadecimal digits. */
export function sha256(text: string): string {
  return bytesToHex(digest(text));
}
