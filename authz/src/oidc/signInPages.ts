import { Page, PageAction } from '../pages';
import { OidcError } from './OidcError';

/** The answer of the provider belongs to no sign-in that this browser has under way. */
export function lostSignIn(basePath: string, wasUsed: boolean): Page {
  return {
    status: 400,
    title: wasUsed
      ? 'This sign-in is already done'
      : 'This sign-in has expired',
    paragraphs: [
      wasUsed
        ? 'Its answer counts only once. You are probably signed in: open the server.'
        : 'It took too long, or it began in another browser or window. Nothing is lost: open the server and sign in again.',
    ],
    detail: wasUsed ? 'sign_in_used' : 'sign_in_unknown',
    actions: [{ kind: 'link', label: 'Open the server', href: `${basePath}/` }],
  };
}

/** The answer cannot be read without guessing. */
export function oddAnswer(basePath: string, reason: string): Page {
  return {
    status: 400,
    title: 'The sign-in did not work',
    paragraphs: [`The provider's answer is not acceptable. ${reason}`],
    detail: 'callback_invalid',
    actions: [tryAgain(basePath)],
  };
}

export function failedSignIn(basePath: string, error: OidcError): Page {
  switch (error.code) {
    case 'sign_in_refused':
      return {
        status: 403,
        title: 'You were not signed in',
        paragraphs: [
          'The provider ended the sign-in, for example because somebody pressed Cancel.',
          error.message,
        ],
        detail: error.code,
        actions: [tryAgain(basePath), otherAccount(basePath)],
      };
    case 'interaction_required':
      return {
        status: 403,
        title: 'The provider has a question for you',
        paragraphs: [
          'It did not sign you in, because it needs your answer first, such as a password or your consent.',
        ],
        detail: error.message,
        actions: [
          {
            kind: 'link',
            label: 'Answer it',
            href: `${basePath}/oauth2/start?prompt=${
              error.message.includes('consent_required') ? 'consent' : 'login'
            }`,
          },
        ],
      };
    case 'provider_unreachable':
      return {
        status: 503,
        title: 'The sign-in service does not answer',
        paragraphs: [
          'Your server is not affected. Try again in a minute; if it stays like this, tell your administrator.',
        ],
        detail: error.code,
        actions: [tryAgain(basePath)],
      };
    default:
      return {
        status: 502,
        title: 'The sign-in did not work',
        paragraphs: [
          'Try again. If it stays like this, tell your administrator what is written below.',
        ],
        detail: `${error.code}: ${error.message}`,
        actions: [tryAgain(basePath), otherAccount(basePath)],
      };
  }
}

function tryAgain(basePath: string): PageAction {
  return { kind: 'link', label: 'Try again', href: `${basePath}/` };
}

function otherAccount(basePath: string): PageAction {
  return {
    kind: 'link',
    label: 'Use another account',
    href: `${basePath}/oauth2/start?prompt=login`,
  };
}
