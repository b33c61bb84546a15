import * as z from 'zod';
import { CookieSealer } from '../session';

const lifetimeSeconds = 3_600;
const shape = z.strictObject({ i: z.string(), t: z.number() });

/** What the sign-out form carries: only a page of this proxy, shown to this session within the hour, has it. */
export function sealSignOutProof(
  sealer: CookieSealer,
  sessionId: string,
  nowSeconds: number,
): string {
  const fields: z.input<typeof shape> = { i: sessionId, t: nowSeconds };
  return sealer.seal('sign-out', JSON.stringify(fields));
}

export function isSignOutProof(
  sealer: CookieSealer,
  proof: string,
  sessionIds: readonly string[],
  nowSeconds: number,
): boolean {
  const text = sealer.open('sign-out', proof);
  if (text === undefined) return false;
  const { data } = shape.safeParse(JSON.parse(text));
  return (
    data !== undefined &&
    sessionIds.includes(data.i) &&
    nowSeconds < data.t + lifetimeSeconds
  );
}
