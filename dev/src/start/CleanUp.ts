/** What a command has to undo, undone in reverse order, whatever fails in between. */
export class CleanUp {
  readonly #steps: {
    readonly name: string;
    readonly undo: () => Promise<void>;
  }[] = [];

  /** Whether there is nothing to undo. */
  get isEmpty(): boolean {
    return this.#steps.length === 0;
  }

  /** Remembers how to undo what was just done. */
  add(name: string, undo: () => Promise<void>): void {
    this.#steps.push({ name, undo });
  }

  /** Undoes everything; `onFailure` hears of the steps that could not be undone. */
  async run(onFailure: (name: string, error: unknown) => void): Promise<void> {
    for (const { name, undo } of this.#steps.splice(0).reverse()) {
      try {
        await undo();
      } catch (error) {
        onFailure(name, error);
      }
    }
  }
}
