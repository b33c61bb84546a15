import { CookieJar } from './CookieJar';
import { HttpAnswer, HttpRequest, httpRequest } from './httpRequest';

/** Where a navigation ended. */
export interface Visit {
  readonly status: number;
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
  /** Every address on the way, the last one included. */
  readonly trail: readonly URL[];
}

export interface VisitOptions {
  readonly method?: 'GET' | 'POST';
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Follow redirects; true unless given. */
  readonly follows?: boolean;
}

const mostRedirects = 12;

/** A person at a browser, without the browser: keeps cookies, follows redirects, fills in the test provider's forms. */
export class Visitor {
  readonly jar = new CookieJar();

  /** Navigates like an address typed in. Throws after too many redirects, which is how a loop shows. */
  async open(
    address: string | URL,
    options: VisitOptions = {},
  ): Promise<Visit> {
    const trail: URL[] = [];
    let url = new URL(address);
    let { method = options.form ? 'POST' : 'GET', form } = options;
    for (;;) {
      if (trail.length > mostRedirects) {
        throw new Error(`Redirected in circles:\n${trail.join('\n')}`);
      }
      trail.push(url);
      const answer = await this.send(url, method, form, options.headers);
      const location = answer.headers.get('location');
      if (!location || options.follows === false) {
        return { ...answer, url, trail };
      }
      url = new URL(location, url);
      if (answer.status !== 307 && answer.status !== 308) {
        method = 'GET';
        form = undefined;
      }
    }
  }

  /** Asks like a script of a page on the same origin. */
  async ask(
    address: string | URL,
    request: Partial<HttpRequest> = {},
  ): Promise<HttpAnswer> {
    const url = new URL(address);
    const answer = await httpRequest(url, {
      method: 'GET',
      ...request,
      headers: {
        accept: 'application/json',
        'sec-fetch-mode': 'cors',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-dest': 'empty',
        ...this.jar.headersFor(url),
        ...request.headers,
      },
    });
    this.jar.store(url, answer.headers.getSetCookie());
    return answer;
  }

  /** Opens a server and signs in at the test provider as this person; ends wherever that leads. */
  async signIn(address: string | URL, subject: string): Promise<Visit> {
    return this.answer(await this.open(address), { login: subject });
  }

  /** Presses a button of the test provider's page. */
  async answer(
    page: Visit,
    form: Readonly<Record<string, string>>,
  ): Promise<Visit> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1];
    if (action === undefined) return page;
    const hidden = [
      ...page.text.matchAll(
        /<input type="hidden" name="([^"]+)" value="([^"]*)"/g,
      ),
    ].map(([, name = '', value = '']) => [name, value] as const);
    const answered = await this.open(new URL(action, page.url), {
      form: { ...Object.fromEntries(hidden), ...form },
      headers: { origin: page.url.origin, 'sec-fetch-site': 'same-origin' },
    });
    // The provider's pages that a browser's script would send on by itself.
    return answered.text.includes('document.forms[0].submit()')
      ? this.answer(answered, {})
      : answered;
  }

  private async send(
    url: URL,
    method: string,
    form: Readonly<Record<string, string>> | undefined,
    extra: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const answer = await httpRequest(url, {
      method,
      body: form && String(new URLSearchParams(form)),
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        ...(form
          ? { 'content-type': 'application/x-www-form-urlencoded' }
          : {}),
        ...this.jar.headersFor(url),
        ...extra,
      },
    });
    this.jar.store(url, answer.headers.getSetCookie());
    return answer;
  }
}
