import { z } from 'zod';

const signInSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

/** What the portal answers to a request. */
export interface PortalAnswer {
  readonly status: number;
  readonly text: string;
}

/** The portal's HTTP interfaces, as somebody uses them who has a token and no browser. */
export class PortalApi {
  readonly #url: string;
  readonly #token: string | undefined;

  private constructor(url: string, token: string | undefined) {
    this.#url = url;
    this.#token = token;
  }

  static async signIn(
    url: string,
    user: 'ada' | 'charles',
  ): Promise<PortalApi> {
    const answer = await fetch(`${url}/api/auth/local/refresh`, {
      headers: {
        'x-amalthea-local-user': user,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    const { backstageIdentity } = signInSchema.parse(await answer.json());
    return new PortalApi(url, backstageIdentity.token);
  }

  static asNobody(url: string): PortalApi {
    return new PortalApi(url, undefined);
  }

  /** @param path - below `/api` */
  async ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<PortalAnswer> {
    const answer = await this.#fetch(path, {
      method,
      ...(body
        ? {
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }
        : {}),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** What a stream sends within so many milliseconds. */
  async listen(path: string, milliseconds: number): Promise<string> {
    const signal = AbortSignal.timeout(milliseconds);
    const answer = await this.#fetch(path, { signal });
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const part of answer.body ?? [])
        text += decoder.decode(part, { stream: true });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    return text;
  }

  #fetch(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#token) headers.set('authorization', `Bearer ${this.#token}`);
    return fetch(`${this.#url}/api${path}`, { ...init, headers });
  }
}
