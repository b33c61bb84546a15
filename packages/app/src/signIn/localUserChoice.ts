const STORAGE_KEY = 'amalthea.local-user';

/** The user chosen in this browser, so that a reload stays signed in. */
export interface LocalUserChoice {
  readonly read: () => string | undefined;
  readonly store: (user: string) => void;
  readonly forget: () => void;
}

/** Keeps the choice in a browser storage; without one, every load asks again. */
export function createLocalUserChoice(storage: Storage): LocalUserChoice {
  return {
    read: () => storage.getItem(STORAGE_KEY) ?? undefined,
    store: user => storage.setItem(STORAGE_KEY, user),
    forget: () => storage.removeItem(STORAGE_KEY),
  };
}
