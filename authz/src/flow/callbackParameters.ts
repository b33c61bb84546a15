/** What the provider may say, once each, and in the query only. */
export type CallbackParameters =
  | { readonly ok: true; readonly state: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the `state` of an answer, and refuses what could be read in two ways: a parameter given twice, a response of
 * another mode (`response`, `id_token`, `access_token`), neither or both of `code` and `error`.
 */
export function callbackParameters(query: string): CallbackParameters {
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length) {
    return { ok: false, reason: 'A parameter was given twice.' };
  }
  const foreign = [
    'response',
    'id_token',
    'access_token',
    'token',
    'token_type',
  ];
  if (foreign.some(name => parameters.has(name))) {
    return { ok: false, reason: 'The answer is of a kind we did not ask for.' };
  }
  if (Boolean(parameters.get('code')) === Boolean(parameters.get('error'))) {
    return { ok: false, reason: 'The answer holds no code.' };
  }
  const state = parameters.get('state');
  return state
    ? { ok: true, state }
    : { ok: false, reason: 'The answer holds no state.' };
}
