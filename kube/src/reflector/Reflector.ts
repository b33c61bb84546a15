import { isGone, isInvalid, KubeApiError } from '../api/KubeApiError';
import { KubeWatchError } from '../api/KubeError';
import { KubernetesObject, objectKey } from '../api/KubernetesObject';
import { compareResourceVersions } from '../api/resourceVersion';
import { initialEventsEndAnnotation, WatchEvent } from '../client/WatchEvent';
import { Backoff } from '../clock/Backoff';
import { Clock, systemClock } from '../clock/Clock';
import { sleep } from '../clock/sleep';
import { listAll, Snapshot } from './listAll';
import { ReflectorOptions } from './ReflectorOptions';
import { Change, ReadonlyStore, Store } from './Store';

/** A watch that ends sooner, without an event, counts as a failure. */
const shortestWatchMilliseconds = 1_000;
/** So many lists in a row that are older than what was seen mean that the database was restored. */
const staleListsBeforeRestore = 5;

/**
 * Mirrors the objects of one resource in a store, for as long as it runs: list, watch, resume, relist.
 *
 * Behaves as client-go's reflector: a streaming list where the server can, pages where it cannot; resumes
 * at the last version; lists anew after 410; backs off with jitter. Versions never move back.
 */
export class Reflector<T extends KubernetesObject> {
  readonly #options: ReflectorOptions<T>;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #store: Store<T>;
  readonly #backoff: Backoff;
  readonly #stopped = new AbortController();
  #running: Promise<void> | undefined;
  #resourceVersion: string | undefined;
  #newestVersion: string | undefined;
  #staleLists = 0;
  #streamingList = true;
  #relistedWithoutProgress = false;
  #synced = false;
  #failing = false;
  #resolveSynced: () => void = () => {};
  readonly #whenSynced: Promise<void>;
  #lastContact: number;

  constructor(options: ReflectorOptions<T>) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#random = options.random ?? Math.random;
    this.#store = new Store(options.indexes);
    this.#backoff = new Backoff({
      ...(options.backoff ?? {
        initialMilliseconds: 800,
        maximumMilliseconds: 30_000,
      }),
      jitter: 1,
      random: this.#random,
    });
    this.#whenSynced = new Promise(resolve => {
      this.#resolveSynced = resolve;
    });
    this.#lastContact = this.#clock.monotonicMilliseconds();
  }

  get store(): ReadonlyStore<T> {
    return this.#store;
  }

  /** Whether the store has held the complete list once. */
  get hasSynced(): boolean {
    return this.#synced;
  }

  /** Milliseconds since the server last said anything. Bookmarks keep it near a minute when nothing happens. */
  get ageMilliseconds(): number {
    return this.#clock.monotonicMilliseconds() - this.#lastContact;
  }

  /** Where a watch would resume. */
  get resourceVersion(): string | undefined {
    return this.#resourceVersion;
  }

  /** Resolves when {@link Reflector.hasSynced} turns true, or when `signal` is aborted. */
  async waitForSync(signal?: AbortSignal): Promise<boolean> {
    if (!this.#synced && !signal?.aborted) {
      let finish = () => {};
      const aborted = new Promise<void>(resolve => {
        finish = resolve;
        signal?.addEventListener('abort', finish, { once: true });
      });
      await Promise.race([this.#whenSynced, aborted]);
      signal?.removeEventListener('abort', finish);
    }
    return this.#synced;
  }

  /** Starts mirroring. Once only. */
  start(): void {
    this.#running ??= this.run(this.#stopped.signal);
  }

  /** Ends the watch, and resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      let pause = 0;
      try {
        pause = await this.follow(signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        pause = this.pauseAfter(error);
        this.#failing = true;
        this.report(error);
      }
      if (pause > 0) {
        await sleep(this.#clock, pause, signal);
      }
    }
  }

  /** One list, if needed, and one watch. Gives the pause before the next. */
  private async follow(signal: AbortSignal): Promise<number> {
    if (this.#resourceVersion === undefined && !this.#streamingList) {
      await this.readList(signal);
    }
    const initial = this.#resourceVersion === undefined;
    const started = this.#clock.monotonicMilliseconds();
    const events = await this.watch(initial, signal);
    if (initial && this.#resourceVersion === undefined) {
      throw new KubeWatchError(
        'The streaming list ended before it was complete.',
      );
    }
    const short =
      this.#clock.monotonicMilliseconds() - started < shortestWatchMilliseconds;
    return short && events === 0 ? this.#backoff.next() : 0;
  }

  private async readList(signal: AbortSignal): Promise<void> {
    const {
      client,
      resource,
      namespace,
      labelSelector,
      fieldSelector,
      pageSize = 500,
    } = this.#options;
    const snapshot = await listAll<T>(
      client,
      resource,
      { namespace, labelSelector, fieldSelector },
      object => this.transform(object),
      { pageSize, signal },
    );
    this.accept(snapshot);
  }

  /** Consumes one watch; gives the number of its events. */
  private async watch(initial: boolean, signal: AbortSignal): Promise<number> {
    const { client, resource, namespace, labelSelector, fieldSelector } =
      this.#options;
    const { watchSeconds = 300, initialIdleMilliseconds = 15_000 } =
      this.#options;
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const incomplete = new KubeWatchError(
      'The streaming list fell silent before it was complete.',
    );
    let cancelIdle = () => {};
    const expectInitialEvent = () => {
      cancelIdle();
      cancelIdle = this.#clock.schedule(initialIdleMilliseconds, () =>
        controller.abort(incomplete),
      );
    };

    const found = new Map<string, T>();
    let collecting = initial;
    let events = 0;
    if (collecting) {
      expectInitialEvent();
    }
    try {
      const stream = client.watch<KubernetesObject>(resource, {
        namespace,
        labelSelector,
        fieldSelector,
        allowWatchBookmarks: true,
        timeoutSeconds: Math.round(watchSeconds * (1 + this.#random())),
        signal: controller.signal,
        idleMilliseconds: this.#options.idleMilliseconds,
        ...(initial
          ? {
              sendInitialEvents: true,
              resourceVersionMatch: 'NotOlderThan' as const,
            }
          : { resourceVersion: this.#resourceVersion }),
      });
      for await (const event of stream) {
        events += 1;
        if (!collecting) {
          this.contacted();
          this.handle(event);
        } else if (event.type !== 'BOOKMARK') {
          this.#lastContact = this.#clock.monotonicMilliseconds();
          found.set(objectKey(event.object), this.transform(event.object));
          expectInitialEvent();
        } else if (
          event.object.metadata?.annotations?.[initialEventsEndAnnotation] ===
          'true'
        ) {
          this.accept({
            objects: [...found.values()],
            resourceVersion: event.object.metadata.resourceVersion ?? '',
          });
          found.clear();
          collecting = false;
          cancelIdle();
        } else {
          throw incomplete;
        }
      }
      return events;
    } catch (error) {
      if (
        controller.signal.reason === incomplete ||
        error === incomplete ||
        rejectsStreaming(error, initial)
      ) {
        this.#streamingList = false;
        throw incomplete;
      }
      throw error;
    } finally {
      cancelIdle();
      signal.removeEventListener('abort', abort);
      controller.abort();
    }
  }

  private accept(snapshot: Snapshot<T>): void {
    const older =
      compareResourceVersions(snapshot.resourceVersion, this.#newestVersion) <
      0;
    if (older && this.#staleLists + 1 < staleListsBeforeRestore) {
      this.#staleLists += 1;
      throw new KubeWatchError(
        `A list of version ${snapshot.resourceVersion} is older than version ${
          this.#newestVersion
        }, which was seen before.`,
      );
    }
    this.#staleLists = 0;
    this.contacted();
    this.#newestVersion = snapshot.resourceVersion;
    this.#resourceVersion = snapshot.resourceVersion;
    const initial = !this.#synced;
    // After a restore the stored versions are "newer" than the truth: an empty store takes anything.
    const changes = older
      ? [...this.#store.replace([]), ...this.#store.replace(snapshot.objects)]
      : this.#store.replace(snapshot.objects);
    this.tell(changes, initial);
    if (initial) {
      this.#synced = true;
      this.#resolveSynced();
    }
  }

  private handle(event: WatchEvent<KubernetesObject>): void {
    const version = event.object.metadata?.resourceVersion;
    if (version === undefined || version === '') {
      throw new KubeWatchError('A watch event carries no resource version.');
    }
    const decimal = compareResourceVersions(version, this.#newestVersion);
    const known = decimal < 0 || version === this.#newestVersion;
    if (known && event.type !== 'BOOKMARK') {
      // A replay: events of one resource come in the order of their versions.
      return;
    }
    this.#backoff.reset();
    this.#relistedWithoutProgress = false;
    if (!known) {
      this.#newestVersion = version;
      this.#resourceVersion = version;
    }
    if (event.type !== 'BOOKMARK') {
      const object = this.transform(event.object);
      this.tell(
        event.type === 'DELETED'
          ? this.#store.remove(object)
          : this.#store.upsert(object),
        false,
      );
    }
  }

  private tell(changes: readonly Change<T>[], initial: boolean): void {
    for (const change of changes) {
      try {
        this.#options.onChange?.(change, initial);
      } catch (error) {
        this.report(error);
      }
    }
  }

  private pauseAfter(error: unknown): number {
    const relist = isGone(error) || versionIsUnusable(error);
    if (relist) {
      this.#resourceVersion = undefined;
    }
    const free =
      isGone(error) ||
      (error instanceof KubeWatchError &&
        !this.#synced &&
        !this.#streamingList);
    if (free && !this.#relistedWithoutProgress) {
      this.#relistedWithoutProgress = true;
      return 0;
    }
    const asked =
      error instanceof KubeApiError ? error.retryAfterMilliseconds ?? 0 : 0;
    return Math.max(asked, this.#backoff.next());
  }

  /** The server told something that counts. */
  private contacted(): void {
    this.#lastContact = this.#clock.monotonicMilliseconds();
    if (this.#failing) {
      this.#failing = false;
      this.#options.onRecovered?.();
    }
  }

  private report(error: unknown): void {
    try {
      this.#options.onError?.(error);
    } catch {
      // Whoever listens to errors must not be able to stop the mirror.
    }
  }

  private transform(object: KubernetesObject): T {
    return this.#options.transform
      ? this.#options.transform(object)
      : (dropManagedFields(object) as T);
  }
}

/** Servers that cannot stream a list refuse the parameter. */
function rejectsStreaming(error: unknown, initial: boolean): boolean {
  return (
    initial &&
    (isInvalid(error) ||
      (error instanceof KubeApiError && error.status === 400))
  );
}

/** A version from the future: the server's database was restored from a backup. */
function versionIsUnusable(error: unknown): boolean {
  return (
    error instanceof KubeApiError &&
    (error.status === 400 ||
      error.causes.some(cause => cause.reason === 'ResourceVersionTooLarge'))
  );
}

/** Field managers' bookkeeping is often larger than the object. */
export function dropManagedFields(object: KubernetesObject): KubernetesObject {
  if (object.metadata?.managedFields) {
    delete object.metadata.managedFields;
  }
  return object;
}
