import * as z from 'zod';

/** A sign-in under way: kept in the browser that started it, sealed, under a name made from its state. */
export interface Flow {
  /** Random; the only part that travels through the provider in the open. */
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where to go afterwards; checked by `returnTarget`. */
  readonly target: string;
  readonly startedAtSeconds: number;
}

const wire = z.strictObject({
  s: z.string().min(1),
  n: z.string().min(1),
  v: z.string().min(1),
  r: z.string().startsWith('/'),
  t: z.int().min(0),
});

export function encodeFlow(flow: Flow): string {
  const fields: z.input<typeof wire> = {
    s: flow.state,
    n: flow.nonce,
    v: flow.codeVerifier,
    r: flow.target,
    t: flow.startedAtSeconds,
  };
  return JSON.stringify(fields);
}

export function decodeFlow(json: string): Flow | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const { success, data } = wire.safeParse(value);
  if (!success) return undefined;
  return {
    state: data.s,
    nonce: data.n,
    codeVerifier: data.v,
    target: data.r,
    startedAtSeconds: data.t,
  };
}
