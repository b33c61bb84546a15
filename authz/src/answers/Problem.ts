import { Page } from '../pages';

/** Why a request gets no answer of the server: for scripts as JSON, for people as a page. */
export interface Problem {
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** A sentence for people: what happened, what to do. */
  readonly message: string;
  /** Headers of the answer besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What a navigation shows instead of `message` alone. */
  readonly page?: Page;
}
