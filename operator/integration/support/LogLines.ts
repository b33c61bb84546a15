import { Logger, pino } from 'pino';

/** Keeps what a program logs. */
export class LogLines {
  readonly logger: Logger;
  readonly #lines: { readonly level: number; readonly msg: string }[] = [];

  constructor() {
    this.logger = pino(
      { level: 'debug' },
      { write: line => this.#lines.push(JSON.parse(line)) },
    );
  }

  /** Messages from info on. */
  get messages(): readonly string[] {
    return this.#lines.filter(({ level }) => level >= 30).map(({ msg }) => msg);
  }

  count(pattern: RegExp): number {
    return this.messages.filter(message => pattern.test(message)).length;
  }
}
