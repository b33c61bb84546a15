/** Asks Jupyter whether it takes a value of the `Authorization` header; undefined when it does not answer. */
export type TryAuthorization = (
  authorization: string,
) => Promise<boolean | undefined>;

/**
 * What authz shows to Jupyter. Jupyter takes its token from its environment and knows another one only after its next
 * start: while it does not take the new one, the one before is shown, or nobody could go on working.
 */
export class JupyterToken {
  #shown: string | undefined;
  #next: string | undefined;
  #trying: Promise<void> | undefined;

  constructor(
    initial: string | undefined,
    private readonly tryAuthorization: TryAuthorization,
  ) {
    this.#shown = initial;
  }

  /** Value of the `Authorization` header. */
  get authorization(): string | undefined {
    return this.#shown;
  }

  /** The configuration has this value now. */
  offer(authorization: string | undefined): void {
    this.#next = undefined;
    if (this.#shown === undefined || authorization === undefined) {
      this.#shown = authorization;
    } else if (authorization !== this.#shown) {
      this.#next = authorization;
      void this.check();
    }
  }

  /** Takes the value that was offered, if Jupyter does. Costs nothing while none waits. */
  async check(): Promise<void> {
    if (this.#next === undefined) {
      return;
    }
    this.#trying ??= this.tryNext(this.#next).finally(() => {
      this.#trying = undefined;
    });
    await this.#trying;
  }

  private async tryNext(next: string): Promise<void> {
    const taken = await this.tryAuthorization(next);
    if (taken && this.#next === next) {
      this.#shown = next;
      this.#next = undefined;
    }
  }
}
