import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** What a sealed value is for. One purpose never opens as another. */
export type SealPurpose = 'session' | 'flow' | 'token' | 'sign-out';

/** The server that a sealed value belongs to; a value of another server, or of its predecessor, never opens. */
export interface SealBinding {
  readonly namespace: string;
  readonly name: string;
  readonly uid?: string;
}

export interface CookieSealerOptions {
  /** 32 bytes each, newest first: the first seals, all open. One or two. */
  readonly keys: readonly Buffer[];
  readonly binding: SealBinding;
  readonly randomBytes: (size: number) => Buffer;
}

/** The keys cannot protect anything. The message says what to change. */
export class CookieKeyError extends Error {
  readonly code = 'cookie_key_invalid';
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 2;
/** Longest value that is looked at: browsers store no cookie above 4,096 bytes. */
const longestValue = 4_096;
const base64url = /^[A-Za-z0-9_-]+$/;

interface RingKey {
  readonly id: number;
  readonly secret: Buffer;
}

/**
 * Seals text with AES-256-GCM so that only this server opens it again, for the same purpose. The value is
 * base64url(version ‖ key id ‖ nonce ‖ ciphertext ‖ tag). Version, purpose and server are authenticated with it
 * (NIST SP 800-38D, additional data). Nonces are random: with 96 bits, keep below 2^32 values per key.
 */
export class CookieSealer {
  private readonly ring: readonly [RingKey, ...RingKey[]];
  private readonly binding: string;
  private readonly randomBytes: (size: number) => Buffer;

  /** Throws CookieKeyError unless there are one or two distinct keys of 32 bytes. */
  constructor(options: CookieSealerOptions) {
    this.ring = keyRing(options.keys);
    const { namespace, name, uid } = options.binding;
    this.binding = JSON.stringify([namespace, name, uid ?? '']);
    this.randomBytes = options.randomBytes;
  }

  /** Grows the text by a third and 41 characters; the caller bounds the result. */
  seal(purpose: SealPurpose, text: string): string {
    const { id, secret } = this.ring[0];
    const nonce = this.randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', secret, nonce);
    cipher.setAAD(this.additionalData(purpose, id));
    const sealed = cipher.update(text, 'utf8');
    return Buffer.concat([
      Buffer.of(version, id),
      nonce,
      sealed,
      cipher.final(),
      cipher.getAuthTag(),
    ]).toString('base64url');
  }

  /** The text, or undefined for anything that this server did not seal for this purpose. Never throws. */
  open(purpose: SealPurpose, value: string): string | undefined {
    if (value.length > longestValue || !base64url.test(value)) return undefined;
    const bytes = Buffer.from(value, 'base64url');
    if (bytes.length < headBytes + nonceBytes + tagBytes) return undefined;
    if (bytes[0] !== version) return undefined;
    // Base64 has spellings that decode alike: only the one that was sealed counts.
    if (bytes.toString('base64url') !== value) return undefined;
    for (const key of this.ring) {
      if (key.id !== bytes[1]) continue;
      const text = this.openWith(key, purpose, bytes);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  private openWith(
    key: RingKey,
    purpose: SealPurpose,
    bytes: Buffer,
  ): string | undefined {
    const body = headBytes + nonceBytes;
    const decipher = createDecipheriv(
      'aes-256-gcm',
      key.secret,
      bytes.subarray(headBytes, body),
      { authTagLength: tagBytes },
    );
    decipher.setAAD(this.additionalData(purpose, key.id));
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    try {
      const text = decipher.update(
        bytes.subarray(body, bytes.length - tagBytes),
      );
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      // The only failure of GCM is a tag that does not match: not ours.
      return undefined;
    }
  }

  private additionalData(purpose: SealPurpose, keyId: number): Buffer {
    return Buffer.from(
      `amalthea-authz\0${version}\0${keyId}\0${purpose}\0${this.binding}`,
    );
  }
}

function keyRing(keys: readonly Buffer[]): [RingKey, ...RingKey[]] {
  if (keys.length > 2) {
    throw new CookieKeyError(
      `There are ${keys.length} cookie keys: keep the newest two.`,
    );
  }
  keys.forEach((key, index) => {
    if (key.length !== 32) {
      throw new CookieKeyError(
        `Cookie key ${index + 1} has ${
          key.length
        } bytes: give 32 random bytes in base64.`,
      );
    }
    if (new Set(key).size < 8) {
      throw new CookieKeyError(
        `Cookie key ${
          index + 1
        } is not random: give 32 random bytes in base64.`,
      );
    }
  });
  const [first, ...others] = keys.map(secret => ({
    id: idOf(secret),
    secret,
  }));
  if (!first) {
    throw new CookieKeyError(
      'There is no cookie key: give 32 random bytes in base64.',
    );
  }
  return [first, ...others];
}

/** Tells the keys of a ring apart; two that share it by chance are both tried. */
function idOf(secret: Buffer): number {
  return createHash('sha256').update('key id').update(secret).digest()[0] ?? 0;
}
