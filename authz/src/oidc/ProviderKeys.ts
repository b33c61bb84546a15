import { createLocalJWKSet, JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { Fetch } from './boundedFetch';
import { OidcError } from './OidcError';

export interface ProviderKeysOptions {
  readonly jwksUri: string;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly timeoutMilliseconds?: number;
}

/** After so long the keys are fetched anew, so that a key the provider withdrew stops to count. */
const freshSeconds = 600;
/** An unknown key makes us look again, but not more often than this. */
const missCooldownSeconds = 30;

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The provider's signature keys. A key that we have not seen is looked for at once, so that a rotation is followed
 * without a failed sign-in; made-up key names cause at most one look in 30 s.
 */
export class ProviderKeys {
  private known?: { readonly keys: JSONWebKeySet; readonly atSeconds: number };
  private pending?: Promise<JSONWebKeySet>;
  private lastMissSeconds = -Infinity;

  constructor(private readonly options: ProviderKeysOptions) {}

  /**
   * The keys to check a signature with, whose header names `keyId`.
   * Throws OidcError `provider_unreachable` if there are none and none can be had.
   */
  async covering(keyId: string | undefined): Promise<JSONWebKeySet> {
    const now = this.options.now() / 1000;
    const known = this.known;
    if (!known) return this.load();
    if (now - known.atSeconds >= freshSeconds)
      return this.loadOrKeep(known.keys);
    const isKnown =
      keyId !== undefined && known.keys.keys.some(key => key.kid === keyId);
    if (isKnown || now - this.lastMissSeconds < missCooldownSeconds) {
      return known.keys;
    }
    this.lastMissSeconds = now;
    return this.loadOrKeep(known.keys);
  }

  /** The keys as they were last seen; fetches only if there never were any. */
  async current(): Promise<JSONWebKeySet> {
    return this.known?.keys ?? this.load();
  }

  private async loadOrKeep(keys: JSONWebKeySet): Promise<JSONWebKeySet> {
    try {
      return await this.load();
    } catch {
      // An outage does not make known keys wrong; whoever needs a new one fails at the signature.
      return keys;
    }
  }

  private async load(): Promise<JSONWebKeySet> {
    this.pending ??= this.fetchKeys().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async fetchKeys(): Promise<JSONWebKeySet> {
    const { fetch, jwksUri, now, timeoutMilliseconds = 5_000 } = this.options;
    try {
      const response = await fetch(jwksUri, {
        headers: { accept: 'application/json, application/jwk-set+json' },
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      if (response.status !== 200) {
        throw new Error(`status ${response.status}`);
      }
      const keys = keySet.parse(await response.json());
      createLocalJWKSet(keys);
      this.known = { keys, atSeconds: now() / 1000 };
      return keys;
    } catch (cause) {
      throw new OidcError(
        'provider_unreachable',
        `The provider's keys could not be read from ${jwksUri}.`,
        { cause },
      );
    }
  }
}
