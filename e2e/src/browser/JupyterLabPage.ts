import type { Page } from 'playwright-core';

/** What a person does in JupyterLab, on a page that shows it. */
export class JupyterLabPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the URL and waits until JupyterLab can be used. */
  static async open(page: Page, url: string): Promise<JupyterLabPage> {
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return JupyterLabPage.attach(page);
  }

  /** Waits until JupyterLab can be used on a page that is on its way there. */
  static async attach(page: Page): Promise<JupyterLabPage> {
    await page
      .locator('#jupyterlab-splash')
      .waitFor({ state: 'detached', timeout: 120_000 });
    await page
      .locator('.jp-LauncherCard, .jp-NotebookPanel')
      .first()
      .waitFor({ timeout: 60_000 });
    return new JupyterLabPage(page);
  }

  /** Starts a Python notebook from a fresh launcher and waits for its kernel. */
  async newNotebook(): Promise<void> {
    // JupyterLab reopens what was open the last time, and then shows no launcher.
    const lab = new URL(this.#page.url());
    lab.pathname = lab.pathname.replace(/\/lab\b.*$/, '/lab');
    lab.search = '?reset';
    await this.#page.goto(lab.href, { waitUntil: 'domcontentloaded' });
    await this.#page
      .locator('.jp-LauncherCard[data-category="Notebook"]')
      .first()
      .click();
    await this.#notebook().locator('.jp-Cell').first().waitFor();
    // The toolbar calls a kernel idle before it is connected; the status bar does not.
    await this.#page.getByText(/\| Idle/).waitFor({ timeout: 60_000 });
  }

  /** Runs code in the last cell and resolves to the text of its output. */
  async run(code: string): Promise<string> {
    const cells = this.#notebook().locator('.jp-CodeCell');
    const cell = cells.nth((await cells.count()) - 1);
    await cell.locator('.cm-content').click();
    await this.#page.keyboard.insertText(code);
    await this.#page.keyboard.press('Shift+Enter');
    const output = cell.locator('.jp-OutputArea-output').first();
    await output.waitFor({ timeout: 60_000 });
    return (await output.innerText()).trim();
  }

  #notebook() {
    return this.#page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  }
}
