import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { StreamMessage } from '@amalthea/plugin-amalthea-common';
import type { Response } from 'express';
import type { ClusterAccess } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import type {
  CallerAccess,
  CallerAccessFactory,
} from '../permissions/CallerAccess';
import type { ServerReader } from '../servers/ServerReader';
import { serverOwner } from '../servers/serverSummary';
import { ChangeLog, type NumberedChange } from './ChangeLog';
import { ServerEventWriter } from './ServerEventWriter';

const changeLogCapacity = 2000;
/** Permissions are asked again this often while a stream is open. */
const reauthorizeMilliseconds = 60_000;

export interface ServerStreamOptions {
  readonly clusters: ClusterAccess;
  readonly reader: ServerReader;
  readonly access: CallerAccessFactory;
  readonly heartbeatMilliseconds: number;
  readonly perUser: number;
  readonly total: number;
  readonly epoch: string;
}

interface Subscriber {
  readonly writer: ServerEventWriter;
  caller: CallerAccess;
}

/** Pushes changes of servers to any number of browsers, each with what its user may see. */
export class ServerStream {
  readonly #options: ServerStreamOptions;
  readonly #log: ChangeLog;
  readonly #subscribers = new Set<Subscriber>();
  readonly #unsubscribe: () => void;

  constructor(options: ServerStreamOptions) {
    this.#options = options;
    this.#log = new ChangeLog({
      epoch: options.epoch,
      capacity: changeLogCapacity,
    });
    this.#unsubscribe = options.clusters.subscribe(change => {
      const numbered = this.#log.append(change);
      for (const subscriber of this.#subscribers)
        this.#send(subscriber, numbered);
    });
  }

  /**
   * Answers a request with the stream and keeps it open until the reader goes, the credentials expire, or the plugin
   * stops.
   *
   * @throws AmaltheaError TooManyStreams
   */
  async serve(
    response: Response,
    options: {
      readonly credentials: BackstageCredentials;
      readonly caller: CallerAccess;
      readonly lastEventId?: string;
    },
  ): Promise<void> {
    this.#limit(options.caller);
    const subscriber: Subscriber = {
      caller: options.caller,
      writer: new ServerEventWriter({
        response,
        onOverflowEnd: () => this.#snapshot(subscriber),
      }),
    };
    const closed = new Promise<void>(resolve =>
      response.once('close', resolve),
    );
    subscriber.writer.open();
    const missed = options.lastEventId
      ? this.#log.after(options.lastEventId)
      : undefined;
    if (missed) for (const change of missed) this.#send(subscriber, change);
    else this.#snapshot(subscriber);
    this.#subscribers.add(subscriber);
    const timers = this.#startTimers(subscriber, options.credentials);
    try {
      await closed;
    } finally {
      this.#subscribers.delete(subscriber);
      for (const timer of timers) clearInterval(timer);
    }
  }

  /** Ends all streams; browsers connect again by themselves. */
  stop(): void {
    this.#unsubscribe();
    for (const { writer } of this.#subscribers) writer.end();
  }

  #startTimers(
    subscriber: Subscriber,
    credentials: BackstageCredentials,
  ): readonly NodeJS.Timeout[] {
    const heartbeat = setInterval(
      () => subscriber.writer.heartbeat(),
      this.#options.heartbeatMilliseconds,
    );
    const reauthorize = setInterval(() => {
      this.#options.access.forCredentials(credentials).then(
        caller => {
          const changed = caller.signature !== subscriber.caller.signature;
          subscriber.caller = caller;
          if (changed) this.#snapshot(subscriber);
        },
        // Without a fresh answer about permissions nothing more may be shown.
        () => subscriber.writer.end(),
      );
    }, reauthorizeMilliseconds);
    const timers = [heartbeat, reauthorize];
    if (credentials.expiresAt) {
      const left = Math.max(0, credentials.expiresAt.getTime() - Date.now());
      timers.push(
        setTimeout(() => subscriber.writer.end(), Math.min(left, 2 ** 31 - 1)),
      );
    }
    for (const timer of timers) timer.unref();
    return timers;
  }

  #limit(caller: CallerAccess): void {
    const mine = [...this.#subscribers].filter(
      subscriber => subscriber.caller.userReference === caller.userReference,
    ).length;
    if (
      this.#subscribers.size < this.#options.total &&
      mine < this.#options.perUser
    )
      return;
    throw new AmaltheaError(
      'TooManyStreams',
      'Too many pages of this portal are open at once.',
      {
        hint: 'Close some of them, or reload this page to see changes.',
      },
    );
  }

  #snapshot(subscriber: Subscriber): void {
    const list = this.#options.reader.list(subscriber.caller);
    this.#write(subscriber, this.#log.lastId, { type: 'snapshot', ...list });
  }

  #send(subscriber: Subscriber, { sequence, change }: NumberedChange): void {
    const id = this.#log.idOf(sequence);
    if (change.type === 'health') {
      // Rows are marked, or no longer marked, as old: all of them change at once.
      this.#write(subscriber, id, {
        type: 'snapshot',
        ...this.#options.reader.list(subscriber.caller),
      });
      return;
    }
    if (change.type === 'server') {
      const server = this.#options.reader.summarize(
        change.current,
        subscriber.caller,
      );
      if (server) {
        this.#write(subscriber, id, { type: 'server', server });
        return;
      }
    }
    const { previous } = change;
    if (!previous || !subscriber.caller.grants(serverOwner(previous)).read)
      return;
    const { namespace, name, uid } = previous.metadata;
    this.#write(subscriber, id, {
      type: 'removed',
      reference: { cluster: previous.cluster, namespace, name },
      uid,
    });
  }

  #write(subscriber: Subscriber, id: string, message: StreamMessage): void {
    subscriber.writer.write(id, message.type, message);
  }
}
