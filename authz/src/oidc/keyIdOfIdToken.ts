import { decodeProtectedHeader } from 'jose';
import * as z from 'zod';
import { ProviderAnswer } from './ProviderAnswer';

const tokenAnswer = z.object({ id_token: z.string() });

/** The `kid` of the ID token in a token endpoint's answer; undefined if there is none, or no such token. */
export async function keyIdOfIdToken(
  response: ProviderAnswer,
): Promise<string | undefined> {
  try {
    const answer = tokenAnswer.parse(await response.json());
    const { kid } = decodeProtectedHeader(answer.id_token);
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    // Whoever reads the answer says what is wrong with it.
    return undefined;
  }
}
