import { ProviderAnswer } from './ProviderAnswer';
import { ProviderHeaders } from './ProviderHeaders';

/**
 * Puts our `Headers` and `Response` in the place of those of Node.js, for the OAuth library, which knows them as globals
 * only. The mere mention of the latter loads the HTTP client that they are part of: 13 MB in every server's pod (ADR 0075).
 */
export function useLeanWebClasses(): void {
  Object.assign(globalThis, {
    Headers: ProviderHeaders,
    Response: ProviderAnswer,
  });
}
