import * as z from 'zod';

/**
 * Who signed in, and when: all that the cookie says. It holds no token of the provider. The keys are short because the
 * cookie travels with each request.
 */
export interface Session {
  /** Random; names the session in memory, in revocations and for its sockets. */
  readonly id: string;
  /** Which provider and client it came from: `sub` means nothing without the issuer. */
  readonly provider: string;
  readonly subject: string;
  readonly email?: string;
  readonly isEmailVerified: boolean;
  readonly groups: readonly string[];
  /** Set if the groups did not all fit: fingerprint of the policy for which they were chosen. */
  readonly groupsChosenFor?: string;
  /** The provider's own session (`sid`), for logout by the provider. */
  readonly providerSessionId?: string;
  /** The sign-in, in milliseconds since the epoch: a logout ends only what began before it. */
  readonly signedInAtMilliseconds: number;
  /** Last known use when the cookie was sealed, in seconds since the epoch. */
  readonly seenAtSeconds: number;
  /** When the claims should be asked for again; only for a session that had a refresh token. */
  readonly refreshAtSeconds?: number;
}

const text = z.string().min(1);
const time = z.int().min(0);

const wire = z.strictObject({
  i: text,
  p: text,
  s: text,
  e: text.optional(),
  v: z.literal(1).optional(),
  g: z.array(z.string()).optional(),
  c: text.optional(),
  o: text.optional(),
  t: time,
  u: time,
  r: time.optional(),
});

export function encodeSession(session: Session): string {
  const fields: z.input<typeof wire> = {
    i: session.id,
    p: session.provider,
    s: session.subject,
    e: session.email,
    v: session.isEmailVerified ? 1 : undefined,
    g: session.groups.length > 0 ? [...session.groups] : undefined,
    c: session.groupsChosenFor,
    o: session.providerSessionId,
    t: session.signedInAtMilliseconds,
    u: session.seenAtSeconds,
    r: session.refreshAtSeconds,
  };
  return JSON.stringify(fields);
}

/** Undefined for anything else, for example what another release sealed. */
export function decodeSession(json: string): Session | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { success, data } = wire.safeParse(value);
  if (!success) return undefined;
  return {
    id: data.i,
    provider: data.p,
    subject: data.s,
    email: data.e,
    isEmailVerified: data.v === 1,
    groups: data.g ?? [],
    groupsChosenFor: data.c,
    providerSessionId: data.o,
    signedInAtMilliseconds: data.t,
    seenAtSeconds: data.u,
    refreshAtSeconds: data.r,
  };
}
