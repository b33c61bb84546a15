import { ServerResponse } from 'node:http';
import { answerEmpty, answerJson } from '../answers';
import { RequestView } from '../gate';
import { Counters } from '../internal/Counters';
import { ReadyProvider } from '../oidc/ReadyProvider';
import { LiveSessions } from '../session';

/**
 * Ends the sessions of one provider session when the provider's page says so in a frame (OpenID Connect Front-Channel
 * Logout 1.0). The frame brings no cookie of ours, so the answer rests on `sid`, which nobody can guess: it counts only
 * together with the right `iss`, only for sessions that are in use here, and never reaches out to the provider.
 */
export function frontchannelLogout(
  sessions: LiveSessions,
  counters: Counters,
  provider: ReadyProvider,
  view: RequestView,
  response: ServerResponse,
): void {
  const query = new URLSearchParams(view.query);
  const [issuer, ...moreIssuers] = query.getAll('iss');
  const [sid, ...moreSids] = query.getAll('sid');
  if (
    issuer !== provider.metadata.issuer ||
    !sid ||
    moreIssuers.length + moreSids.length > 0
  ) {
    answerJson(response, {
      status: 400,
      code: 'invalid_request',
      message: 'Give iss, the issuer of this server, and sid, once each.',
    });
    return;
  }
  const ended = sessions.endWhere(session => session.providerSessionId === sid);
  // Whoever makes up names must not be able to hide among real ones.
  if (ended > 0) counters.logouts.frontchannel += 1;
  answerEmpty(response, 200);
}
