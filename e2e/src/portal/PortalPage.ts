import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

/** What a person does in the portal. */
export class PortalPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #url: string;

  private constructor(page: Page, context: BrowserContext, url: string) {
    this.page = page;
    this.#context = context;
    this.#url = url;
  }

  /** Opens the portal in a browser profile of its own and signs in as one of its development users. */
  static async signIn(
    browser: Browser,
    url: string,
    user: 'ada' | 'charles',
    theme: Theme = 'light',
  ) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      colorScheme: theme,
    });
    const page = await context.newPage();
    await page.goto(url);
    await page
      .getByRole('button', { name: `Sign in as ${user}` })
      .click({ timeout: 60_000 });
    await page
      .getByRole('heading', { name: 'Servers', exact: true })
      .waitFor({ timeout: 60_000 });
    return new PortalPage(page, context, url);
  }

  async openServers(): Promise<void> {
    await this.page.goto(`${this.#url}/amalthea`);
    await this.page
      .getByRole('heading', { name: 'Servers', exact: true })
      .waitFor();
  }

  async openServer(name: string): Promise<void> {
    await this.page.goto(`${this.#url}/amalthea/servers/local/jupyter/${name}`);
  }

  /** The row of a server in the list. */
  row(name: string) {
    return this.page.getByRole('row', { name });
  }

  /** Chooses from a server's menu, on its page or in the list. */
  async choose(name: string, item: RegExp): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  /** Clicks Open and resolves to the tab that shows the server. */
  async openTab(name: string): Promise<Page> {
    const opened = this.#context.waitForEvent('page');
    await this.page
      .getByRole('button', { name: `Open ${name} in a new tab` })
      .first()
      .click();
    return opened;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
