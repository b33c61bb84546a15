import { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { consentPage, signInPage } from './pages';
import { TestUser } from './TestUser';

export const interactionPath = '/interaction/';

/** Shows the provider's questions as plain forms and takes the answers. */
export async function interact(
  provider: Provider,
  users: readonly TestUser[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  const { uid, prompt, params, session, grantId } = details;
  const action = `${interactionPath}${uid}`;
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      prompt.name === 'login'
        ? signInPage(action, users)
        : consentPage(action, String(params.client_id)),
    );
    return;
  }
  const form = new URLSearchParams(await text(request));
  if (form.has('cancel')) {
    await provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'The person pressed <Cancel> & left',
    });
    return;
  }
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, {
      login: { accountId: form.get('login') ?? '' },
    });
    return;
  }
  const grant =
    (grantId ? await provider.Grant.find(grantId) : undefined) ??
    new provider.Grant({
      accountId: session?.accountId,
      clientId: String(params.client_id),
    });
  grant.addOIDCScope(String(params.scope));
  await provider.interactionFinished(request, response, {
    consent: { grantId: await grant.save() },
  });
}
