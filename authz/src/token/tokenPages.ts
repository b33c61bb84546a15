import { Page } from '../pages';

export function tokenPrompt(
  basePath: string,
  target: string,
  isWrong: boolean,
): Page {
  return {
    status: isWrong ? 401 : 200,
    title: 'Sign in to your Jupyter server',
    paragraphs: [
      isWrong
        ? 'That is not the token of this server. Copy it again, without blanks, and try once more.'
        : 'This server asks for its token. Your portal or your administrator shows it.',
    ],
    actions: [
      {
        kind: 'form',
        label: 'Sign in',
        action: `${basePath}/oauth2/start`,
        hidden: { rd: target },
        field: { name: 'token', label: 'Token', type: 'password' },
      },
    ],
  };
}

export function signOutPrompt(basePath: string): Page {
  return {
    status: 200,
    title: 'Sign out of your Jupyter server',
    paragraphs: [
      'Your server keeps running. Open pages of it lose their connection.',
    ],
    actions: [
      {
        kind: 'form',
        label: 'Sign out',
        action: `${basePath}/oauth2/sign_out`,
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
