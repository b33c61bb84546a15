import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares secrets in a time that tells nothing about where, or in length, they differ. */
export function constantTimeEquals(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
