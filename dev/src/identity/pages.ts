import { TestUser } from './TestUser';

/** Asks who signs in: one button for each person, a field for any other name, and Cancel. */
export function signInPage(action: string, users: readonly TestUser[]): string {
  const buttons = users.map(
    ({ subject, name }) =>
      `<p><button name="login" value="${escaped(subject)}">${escaped(
        name,
      )}</button></p>`,
  );
  return page(
    'Test provider: sign in',
    `<form method="post" action="${escaped(action)}">${buttons.join('')}
     <p><button name="cancel" value="1">Cancel</button></p></form>`,
  );
}

export function consentPage(action: string, client: string): string {
  return page(
    'Test provider: consent',
    `<p>Let ${escaped(client)} know who you are?</p>
     <form method="post" action="${escaped(action)}">
     <button name="consent" value="1">Allow</button>
     <button name="cancel" value="1">Deny</button></form>`,
  );
}

/** `form` comes from the provider; the buttons belong to it. */
export function signOutPage(form: string): string {
  return page(
    'Test provider: sign out',
    `${form}<button form="op.logoutForm" name="logout" value="yes">Yes, sign me out</button>`,
  );
}

export function signedOutPage(): string {
  return page('Test provider: signed out', '<p>You are signed out.</p>');
}

export function errorPage(error: string, description: string): string {
  return page(
    'Test provider: error',
    `<p>${escaped(error)}: ${escaped(description)}</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(
    title,
  )}</title></head><body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
