import { Problem } from '../answers';
import { Identity, Verdict } from '../gate';

type Denial = Exclude<Verdict, { kind: 'allow' } | { kind: 'login' }>;

const unauthenticatedMessages: Readonly<Record<string, string>> = {
  token_required: 'Show the token of this server: Authorization: token TOKEN.',
  wrong_token: 'That is not the token of this server.',
};

const foreignHost: Problem = {
  status: 421,
  code: 'foreign_host',
  message:
    'This server is not known by that host name. Use the address that the portal shows.',
};

/** Kept in step with `WrongTokens`: by then it forgives again. */
const tooManyWrongTokens: Problem = {
  status: 429,
  code: 'too_many_wrong_tokens',
  message:
    'Too many wrong tokens were shown to this server. The right one works at any time.',
  headers: { 'Retry-After': '60' },
};

/** The answer to a request that may not pass, for a script and for a person. */
export function verdictProblem(verdict: Denial, basePath: string): Problem {
  switch (verdict.kind) {
    case 'unauthenticated':
      if (verdict.code === 'foreign_host') return foreignHost;
      if (verdict.code === 'too_many_wrong_tokens') return tooManyWrongTokens;
      return unauthenticated(verdict.code ?? 'login_required');
    case 'forbidden':
      return {
        status: 403,
        code: 'forbidden',
        message: 'You are signed in, but this server belongs to somebody else.',
        page: {
          status: 403,
          title: 'This server belongs to somebody else',
          paragraphs: [
            `You are signed in as ${nameOf(
              verdict.identity,
            )}, who may not use this server.`,
            'If it should be yours, ask the person who made it, or your administrator, to add you.',
          ],
          actions: [
            {
              kind: 'link',
              label: 'Use another account',
              // Nothing ends before somebody else has signed in, so no other page can do harm with this address.
              href: `${basePath}/oauth2/start?prompt=select_account`,
            },
          ],
        },
      };
    default:
      return {
        status: 503,
        code: 'unavailable',
        message:
          'Sign-in is not possible at the moment. Try again in a few seconds.',
        page: {
          status: 503,
          title: 'Sign-in is not possible at the moment',
          paragraphs: [
            'The identity provider cannot be reached. This page tries again by itself.',
          ],
          detail: verdict.reason,
          isWaiting: true,
        },
      };
  }
}

export function unauthenticated(code: string): Problem {
  const message = unauthenticatedMessages[code] ?? 'Sign in first.';
  return {
    status: 401,
    code,
    message,
    page: {
      status: 401,
      title: 'You are not signed in',
      paragraphs: [message],
      detail: code,
    },
  };
}

function nameOf(identity: Identity): string {
  return identity.email ?? identity.subject ?? 'somebody unknown';
}
