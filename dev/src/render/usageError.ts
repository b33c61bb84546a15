/** The command was called in a way that cannot work; the message is for the terminal. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  /** @param exitCode - 2 for wrong words, 1 for files that cannot be used */
  constructor(message: string, readonly exitCode: 1 | 2 = 2) {
    super(message);
  }
}
