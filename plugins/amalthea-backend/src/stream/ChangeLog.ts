import type { ClusterChange } from '../clusters/ClusterAccess';

/** A change with its place in the order of changes. */
export interface NumberedChange {
  readonly sequence: number;
  readonly change: ClusterChange;
}

/** Remembers the newest changes, so that a reader that was away for a moment can go on where it was. */
export class ChangeLog {
  readonly #epoch: string;
  readonly #capacity: number;
  readonly #changes: NumberedChange[] = [];
  #sequence = 0;

  /**
   * @param options.epoch - different for each start of the program, so that ids of an earlier one are not mistaken
   * @param options.capacity - how many changes are kept
   */
  constructor(options: { readonly epoch: string; readonly capacity: number }) {
    this.#epoch = options.epoch;
    this.#capacity = options.capacity;
  }

  /** The id of the newest change. */
  get lastId(): string {
    return this.idOf(this.#sequence);
  }

  idOf(sequence: number): string {
    return `${this.#epoch}.${sequence}`;
  }

  append(change: ClusterChange): NumberedChange {
    this.#sequence += 1;
    const numbered = { sequence: this.#sequence, change };
    this.#changes.push(numbered);
    if (this.#changes.length > this.#capacity) this.#changes.shift();
    return numbered;
  }

  /** What came after the change with this id; undefined when that is not known, and only a snapshot helps. */
  after(id: string): readonly NumberedChange[] | undefined {
    const match = /^(.+)\.(\d{1,15})$/.exec(id);
    if (!match || match[1] !== this.#epoch) return undefined;
    const sequence = Number(match[2]);
    const oldest = this.#sequence - this.#changes.length;
    if (sequence > this.#sequence || sequence < oldest) return undefined;
    return this.#changes.slice(sequence - oldest);
  }
}
