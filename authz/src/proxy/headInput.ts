import { Verdict } from '../gate';
import { HeadInput, withoutToken } from '../headers';
import { CheckedRequest } from '../requestcheck';
import { Services } from './Services';

type Allowed = Extract<Verdict, { kind: 'allow' }>;

/** What the request head for the server is written from. */
export function headInput(
  checked: CheckedRequest,
  rawHeaders: readonly string[],
  verdict: Allowed,
  {
    config,
    derived,
    jupyterToken,
  }: Pick<Services, 'config' | 'derived' | 'jupyterToken'>,
): HeadInput {
  const { view, framing, connection, isContinueExpected } = checked;
  const { settings } = config;
  const isTokenRemoved =
    view.query !== '' &&
    (settings.application === 'jupyter' || verdict.proof === 'query');
  return {
    view,
    target: isTokenRemoved ? withoutToken(view.target) : view.target,
    rawHeaders,
    connection,
    framing,
    isContinueExpected,
    identity: verdict.identity,
    authorization: jupyterToken.authorization,
    isAuthorizationKept: verdict.proof !== 'header',
    forwardedLines: view.isTrustedPeer
      ? forwardedLines(checked, derived.forwardedLines)
      : derived.forwardedLines,
    receivedForwardedFor: checked.forwardedFor,
  };
}

function forwardedLines(
  { forwardedProto, forwardedHost }: CheckedRequest,
  configured: string,
): string {
  const isProto = forwardedProto === 'http' || forwardedProto === 'https';
  const isHost =
    forwardedHost !== undefined &&
    /^[A-Za-z0-9.:[\]_-]{1,255}$/.test(forwardedHost);
  return isProto && isHost
    ? `X-Forwarded-Proto: ${forwardedProto}\r\nX-Forwarded-Host: ${forwardedHost}\r\n`
    : configured;
}
