import { Counters } from '../internal/Counters';

export interface WrongTokensOptions {
  readonly nowMilliseconds: () => number;
  readonly counters: Pick<Counters, 'wrongTokens'>;
  readonly log: { warn(fields: object, message: string): void };
}

/** So many mistakes in a row are told apart from guessing. */
const budget = 30;
/** One more mistake is forgiven after each such time. */
const forgivenAfterMilliseconds = 2_000;
const warnEveryMilliseconds = 60_000;

/**
 * Notices that somebody guesses. One budget for the process, because behind an ingress all clients have one address. It
 * says no to wrong tokens only: whoever knows the token passes at once, however many others guess meanwhile. The
 * strength against guessing is the token's length; this makes tools stop, and tells who watches.
 */
export class WrongTokens {
  private left = budget;
  private filledAtMilliseconds: number;
  private warnedAtMilliseconds = -Infinity;

  constructor(private readonly options: WrongTokensOptions) {
    this.filledAtMilliseconds = options.nowMilliseconds();
  }

  /** Counts one wrong token; true if there were too many lately. */
  note(): boolean {
    const { counters, log } = this.options;
    const now = this.options.nowMilliseconds();
    counters.wrongTokens += 1;
    const forgiven = Math.max(
      0,
      Math.floor((now - this.filledAtMilliseconds) / forgivenAfterMilliseconds),
    );
    this.left = Math.min(budget, this.left + forgiven);
    this.filledAtMilliseconds =
      now < this.filledAtMilliseconds
        ? now
        : this.filledAtMilliseconds + forgiven * forgivenAfterMilliseconds;
    if (this.left > 0) {
      this.left -= 1;
      return false;
    }
    if (now - this.warnedAtMilliseconds >= warnEveryMilliseconds) {
      this.warnedAtMilliseconds = now;
      log.warn(
        { wrongTokens: counters.wrongTokens },
        'Somebody guesses the token of this server.',
      );
    }
    return true;
  }
}
