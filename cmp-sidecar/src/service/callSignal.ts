import { DeliveryError, shuttingDown } from '../failure';

/** How long before the deadline the answer leaves, so that it arrives in time; Argo CD's own server uses the same. */
export const answerBufferMilliseconds = 100;

/** The largest delay of a timer; longer ones fire at once. */
const longestTimerMilliseconds = 2 ** 31 - 1;

/** What a call's life depends on. */
export interface CallLife {
  /** Aborts with a DeliveryError when the work must stop. */
  readonly signal: AbortSignal;
  /** The client went away. */
  cancel(): void;
  /** The call is over: the timer is released. */
  end(): void;
}

/**
 * Starts the clock of a call.
 *
 * @param deadline the gRPC deadline, infinite when the client set none
 * @param longestMilliseconds how long a call may take whatever its deadline
 * @param stopping aborts when the process cannot wait for calls any longer
 */
export function startCall(
  deadline: Date | number,
  now: number,
  longestMilliseconds: number,
  stopping: AbortSignal,
): CallLife {
  const controller = new AbortController();
  const stop = () => controller.abort(shuttingDown());
  stopping.addEventListener('abort', stop, { once: true });
  const untilDeadline = Number(deadline) - now - answerBufferMilliseconds;
  const milliseconds = Math.max(
    0,
    Math.min(untilDeadline, longestMilliseconds, longestTimerMilliseconds),
  );
  const timer = setTimeout(() => {
    const seconds = Math.round(milliseconds / 100) / 10;
    controller.abort(
      new DeliveryError(
        'TIMED_OUT',
        `The Amalthea plugin did not finish within ${seconds} s. Split the path over several Applications, give the sidecar ` +
          'more CPU, or raise controller.repo.server.timeout.seconds.',
      ),
    );
  }, milliseconds);
  return {
    signal: controller.signal,
    cancel: () =>
      controller.abort(new DeliveryError('CANCELLED', 'The client went away.')),
    end: () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', stop);
    },
  };
}
