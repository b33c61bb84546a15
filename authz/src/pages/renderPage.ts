import { createHash } from 'node:crypto';
import { Page, PageAction } from './Page';
import { pageStyle, waitingScript } from './pageStyle';

const styleHash = hash(pageStyle);
const scriptHash = hash(waitingScript);

export interface RenderedPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** One HTML document without external resources, and the policy that allows exactly what is in it. */
export function renderPage(page: Page): RenderedPage {
  const targets = (page.actions ?? []).flatMap(action =>
    action.kind === 'form' ? action.mayRedirectTo ?? [] : [],
  );
  const isForm = page.actions?.some(action => action.kind === 'form') ?? false;
  const script = page.isWaiting
    ? `; script-src '${scriptHash}'; connect-src 'self'`
    : '';
  const formAction = isForm
    ? ["'self'", ...targets.filter(isOrigin)].join(' ')
    : "'none'";
  return {
    html: [
      `<!doctype html><html lang="en" data-status="${page.status}"><head><meta charset="utf-8">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
      `<title>${escaped(page.title)}</title><style>${pageStyle}</style>`,
      page.isWaiting
        ? '<noscript><meta http-equiv="refresh" content="5"></noscript>'
        : '',
      `</head><body><main><h1>${escaped(page.title)}</h1>`,
      page.isWaiting ? '<div role="status">' : '',
      ...page.paragraphs.map(text => `<p>${escaped(text)}</p>`),
      page.isWaiting
        ? '<p><progress aria-label="Waiting for the server"></progress></p></div>'
        : '',
      ...(page.actions ?? []).map(renderAction),
      page.detail ? `<small>${escaped(page.detail)}</small>` : '',
      page.isWaiting
        ? `</main><script>${waitingScript}</script></body></html>`
        : '</main></body></html>',
    ].join(''),
    contentSecurityPolicy: `default-src 'none'; style-src '${styleHash}'${script}; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
  };
}

function renderAction(action: PageAction): string {
  if (action.kind === 'link')
    return `<p><a class="action" href="${escaped(action.href)}">${escaped(
      action.label,
    )}</a></p>`;
  const hidden = Object.entries(action.hidden ?? {}).map(
    ([name, value]) =>
      `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const { field } = action;
  const input = field
    ? `<label for="field">${escaped(
        field.label,
      )}</label><input id="field" name="${escaped(field.name)}" type="${
        field.type
      }" required autofocus autocomplete="off" spellcheck="false">`
    : '';
  return `<form method="post" action="${escaped(action.action)}">${hidden.join(
    '',
  )}${input}<button>${escaped(action.label)}</button></form>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** Only a bare origin may enter the policy: anything else could add directives to it. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
