import type {
  AmaltheaApi,
  StreamMessage,
} from '@amalthea/plugin-amalthea-common';

/** How the page is connected to the backend. */
export type StreamConnection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  | {
      readonly state: 'broken';
      readonly error: Error;
      readonly retryInMilliseconds: number;
    };

/** What {@link followStream} needs. */
export interface FollowStreamOptions {
  readonly api: Pick<AmaltheaApi, 'stream'>;
  readonly signal: AbortSignal;
  readonly onMessage: (message: StreamMessage) => void;
  readonly onConnection: (connection: StreamConnection) => void;
  /** Resolves after so long, or at once when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number in [0, 1). */
  readonly random: () => number;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * Reads the stream for as long as the signal allows, and connects again whenever it ends: after
 * about 1 s, then twice as long each time up to 30 s, with jitter so that a thousand pages do not
 * come back in the same second. A connection that brought a message starts the pauses anew.
 */
export async function followStream(
  options: FollowStreamOptions,
): Promise<void> {
  const { api, signal, onMessage, onConnection, sleep, random } = options;
  let lastEventId: string | undefined;
  let failures = 0;
  onConnection({ state: 'connecting' });
  while (!signal.aborted) {
    let error = new Error('The portal closed the connection.');
    try {
      for await (const { id, message } of api.stream({ signal, lastEventId })) {
        if (signal.aborted) {
          return;
        }
        lastEventId = id || lastEventId;
        failures = 0;
        onMessage(message);
        onConnection({ state: 'live' });
      }
    } catch (failure) {
      error = failure instanceof Error ? failure : new Error(String(failure));
    }
    if (signal.aborted) {
      return;
    }
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
    const retryInMilliseconds = Math.round(pause * (0.5 + random() / 2));
    failures += 1;
    onConnection({ state: 'broken', error, retryInMilliseconds });
    await sleep(retryInMilliseconds, signal);
  }
}

/** Waits with a timer; returns early when the signal aborts. */
export function sleepWithTimer(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
    if (signal.aborted) {
      done();
    }
  });
}
