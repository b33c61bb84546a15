import { SessionSockets } from '../gate';
import { isAlive, Lifetimes } from './lifetime';
import { RecentMap } from './RecentMap';
import { Revocations } from './Revocations';
import { Session } from './Session';

/** What this process knows of a session beyond its cookie. Lost with the process. */
export interface LiveSession {
  /** With the claims last heard of, which may be newer than the cookie's. */
  session: Session;
  seenAtSeconds: number;
  idToken?: string;
  refreshToken?: string;
  /** The one refresh under way. */
  refreshing?: Promise<void>;
  /** After a failed refresh: not before then. */
  retryAtSeconds?: number;
  /** Sessions of the same browser that this one replaced. They end with it. */
  readonly predecessors: readonly string[];
}

export interface LiveSessionsOptions {
  readonly sockets: SessionSockets;
  readonly lifetimes: Lifetimes;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly most?: number;
}

const mostPredecessors = 8;

/** The sessions of this process: which are in use, which ended. */
export class LiveSessions {
  readonly revocations: Revocations;
  private readonly byId: RecentMap<string, LiveSession>;
  private lifetimes: Lifetimes;

  constructor(private readonly options: LiveSessionsOptions) {
    this.lifetimes = options.lifetimes;
    this.byId = new RecentMap(options.most ?? 2_048);
    this.revocations = new Revocations(() => this.lifetimes.absoluteSeconds);
  }

  setLifetimes(lifetimes: Lifetimes): void {
    this.lifetimes = lifetimes;
  }

  /** Whether the session neither expired nor ended early. */
  isGood(session: Session): boolean {
    const now = this.options.now();
    const seenAtSeconds = Math.max(
      session.seenAtSeconds,
      this.byId.get(session.id)?.seenAtSeconds ?? 0,
    );
    return (
      isAlive(session, seenAtSeconds, this.lifetimes, now / 1000) &&
      !this.revocations.isRevoked(session, now)
    );
  }

  /** Notes a use of the session; call it for good ones only. */
  touch(session: Session): LiveSession {
    const seenAtSeconds = Math.floor(this.options.now() / 1000);
    const known = this.byId.get(session.id);
    if (known) {
      known.seenAtSeconds = seenAtSeconds;
      return known;
    }
    const live = { session, seenAtSeconds, predecessors: [] };
    this.byId.set(session.id, live);
    return live;
  }

  begin(
    session: Session,
    tokens: Pick<LiveSession, 'idToken' | 'refreshToken'>,
    replaced: readonly Session[],
  ): void {
    const predecessors = replaced.flatMap(({ id }) => [
      id,
      ...(this.byId.get(id)?.predecessors ?? []),
    ]);
    this.byId.set(session.id, {
      session,
      seenAtSeconds: session.seenAtSeconds,
      ...tokens,
      predecessors: predecessors.slice(0, mostPredecessors),
    });
  }

  get(id: string): LiveSession | undefined {
    return this.byId.get(id);
  }

  /** Ends one session at once and for good: its sockets close, and its cookie opens nothing more. */
  end(id: string): void {
    const predecessors = this.byId.get(id)?.predecessors ?? [];
    for (const ended of [id, ...predecessors]) {
      this.revocations.revokeSession(ended, this.options.now());
      this.byId.delete(ended);
      this.options.sockets.closeSession(ended);
    }
  }

  /** Ends every session in memory that is chosen. Returns how many. */
  endWhere(isChosen: (session: Session) => boolean): number {
    const chosen = [...this.byId.values()].filter(({ session }) =>
      isChosen(session),
    );
    for (const { session } of chosen) this.end(session.id);
    return chosen.length;
  }

  /** Closes the sockets of sessions that are over or that `mayStay` refuses; returns those that stay. */
  closeSockets(mayStay: (session: Session) => boolean): readonly LiveSession[] {
    const { sockets, now } = this.options;
    return sockets.sessionIds().flatMap(id => {
      const live = this.byId.get(id);
      if (live) {
        const usedAt = sockets.lastUsedAtMilliseconds(id) ?? 0;
        live.seenAtSeconds = Math.max(
          live.seenAtSeconds,
          Math.floor(Math.min(usedAt, now()) / 1000),
        );
      }
      if (live && this.isGood(live.session) && mayStay(live.session)) {
        return [live];
      }
      sockets.closeSession(id);
      return [];
    });
  }
}
