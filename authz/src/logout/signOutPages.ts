import { Page } from '../pages';

export function signOutPrompt(
  basePath: string,
  proof: string,
  who: string,
  mayRedirectTo: readonly string[],
): Page {
  return {
    status: 200,
    title: 'Sign out of your Jupyter server',
    paragraphs: [
      `You are signed in as ${who}.`,
      'Your server keeps running. Open pages of it lose their connection.',
    ],
    actions: [
      {
        kind: 'form',
        label: 'Sign out',
        action: `${basePath}/oauth2/sign_out`,
        hidden: { proof },
        mayRedirectTo,
      },
      { kind: 'link', label: 'Back to the server', href: `${basePath}/` },
    ],
  };
}

export function signedOut(basePath: string): Page {
  return {
    status: 200,
    title: 'You are signed out',
    paragraphs: ['Your server keeps running until it is stopped.'],
    actions: [
      {
        kind: 'link',
        label: 'Sign in again',
        href: `${basePath}/oauth2/start`,
      },
    ],
  };
}

/** The form came from elsewhere, or is too old to tell. */
export function signOutRefused(basePath: string): Page {
  return {
    status: 403,
    title: 'Nobody was signed out',
    paragraphs: [
      'The request did not come from the sign-out page of this server, or that page was open for too long.',
    ],
    detail: 'sign_out_unproven',
    actions: [
      {
        kind: 'link',
        label: 'Go to the sign-out page',
        href: `${basePath}/oauth2/sign_out`,
      },
    ],
  };
}
