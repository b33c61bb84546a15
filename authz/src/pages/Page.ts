/** What a person can do next. A `form` is sent with POST to this server. */
export type PageAction =
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  | {
      readonly kind: 'form';
      readonly label: string;
      readonly action: string;
      readonly hidden?: Readonly<Record<string, string>>;
      /** A field to fill in; its label stands above it. */
      readonly field?: {
        readonly name: string;
        readonly label: string;
        readonly type: 'password' | 'text';
      };
      /** Origins that the answer may redirect to; browsers hold `form-action` against redirects too. */
      readonly mayRedirectTo?: readonly string[];
    };

/** A page of the proxy itself. All texts are plain: escaping is the renderer's. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Technical detail in small print, such as an error code. */
  readonly detail?: string;
  readonly actions?: readonly PageAction[];
  /** Asks again every few seconds and loads the page anew as soon as the answer is another. */
  readonly isWaiting?: boolean;
}
