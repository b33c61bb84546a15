/** The longest delay that `setTimeout` honours; a longer one fires after a millisecond instead. */
export const maximumTimerMilliseconds = 2 ** 31 - 1;

/** Where time comes from, so that tests can move it by hand. */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: for timestamps only, never for measuring. */
  now(): number;
  /** Milliseconds on a clock that never goes back: for measuring. */
  monotonicMilliseconds(): number;
  /**
   * Calls `callback` once after `milliseconds`, which is cut to {@link maximumTimerMilliseconds}.
   *
   * @returns a function that cancels the call
   */
  schedule(milliseconds: number, callback: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMilliseconds: () => performance.now(),
  schedule: (milliseconds, callback) => {
    const delay = Math.min(Math.max(0, milliseconds), maximumTimerMilliseconds);
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
