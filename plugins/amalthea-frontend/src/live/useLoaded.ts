import { useCallback, useEffect, useRef, useState } from 'react';

/** A value on its way, here, or not to be had. */
export type Loaded<T> =
  | { readonly status: 'loading' }
  | {
      readonly status: 'loaded';
      readonly value: T;
      /** Set when the last attempt to renew it failed; the value is the one before. */
      readonly error?: Error;
    }
  | { readonly status: 'failed'; readonly error: Error };

/** How {@link useLoaded} renews the value. */
export interface UseLoadedOptions {
  /** Loads again this long after the last answer; never when left out. */
  readonly everyMilliseconds?: number;
  /** A change loads again and keeps showing the old value meanwhile. */
  readonly version?: unknown;
}

/**
 * Loads a value and keeps it fresh. A new `load` function starts anew; a new version, the interval
 * and `reload` keep what is shown until the new answer is there, so that nothing jumps.
 */
export function useLoaded<T>(
  load: () => Promise<T>,
  options: UseLoadedOptions = {},
): Loaded<T> & { readonly reload: () => void } {
  const { everyMilliseconds, version } = options;
  const [result, setResult] = useState<{
    readonly of: () => Promise<T>;
    readonly loaded: Loaded<T>;
  }>({ of: load, loaded: { status: 'loading' } });
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(0);

  useEffect(() => {
    latest.current += 1;
    const mine = latest.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (next: (before: Loaded<T>) => Loaded<T>) => {
      if (mine !== latest.current) {
        return;
      }
      setResult(before => ({
        of: load,
        loaded: next(
          before.of === load ? before.loaded : { status: 'loading' },
        ),
      }));
      if (everyMilliseconds !== undefined) {
        timer = setTimeout(
          () => setAttempt(count => count + 1),
          everyMilliseconds,
        );
      }
    };
    load().then(
      value => settle(() => ({ status: 'loaded', value })),
      failure => {
        const error =
          failure instanceof Error ? failure : new Error(String(failure));
        settle(before =>
          before.status === 'loaded'
            ? { ...before, error }
            : { status: 'failed', error },
        );
      },
    );
    return () => {
      latest.current += 1;
      clearTimeout(timer);
    };
  }, [load, attempt, version, everyMilliseconds]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const loaded: Loaded<T> =
    result.of === load ? result.loaded : { status: 'loading' };
  return { ...loaded, reload };
}
