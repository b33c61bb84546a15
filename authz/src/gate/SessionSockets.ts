/** Anything that must die with a session: a WebSocket's pair of sockets, a long answer. */
export interface Closable {
  destroy(): void;
  /** When the client last sent something through it, in milliseconds since the epoch: keeps the session from idling. */
  readonly lastUsedAtMilliseconds?: number;
}

/**
 * The open sockets of each session. The proxy adds them; the gate closes them on expiry, sign-out, back-channel logout
 * and policy change.
 */
export class SessionSockets {
  private readonly bySession = new Map<string, Set<Closable>>();

  /** Remembers a socket until the returned function is called. */
  add(sessionId: string, socket: Closable): () => void {
    const sockets = this.bySession.get(sessionId) ?? new Set<Closable>();
    this.bySession.set(sessionId, sockets);
    sockets.add(socket);
    return () => {
      sockets.delete(socket);
      if (sockets.size === 0 && this.bySession.get(sessionId) === sockets) {
        this.bySession.delete(sessionId);
      }
    };
  }

  /** Destroys every socket of one session; returns how many there were. */
  closeSession(sessionId: string): number {
    const sockets = this.bySession.get(sessionId);
    if (!sockets) return 0;
    this.bySession.delete(sessionId);
    for (const socket of sockets) socket.destroy();
    return sockets.size;
  }

  closeAll(): number {
    let closed = 0;
    for (const sessionId of this.sessionIds())
      closed += this.closeSession(sessionId);
    return closed;
  }

  /** When a client last sent something through a socket of the session. */
  lastUsedAtMilliseconds(sessionId: string): number | undefined {
    let last: number | undefined;
    for (const socket of this.bySession.get(sessionId) ?? []) {
      const used = socket.lastUsedAtMilliseconds;
      if (used !== undefined && (last === undefined || used > last))
        last = used;
    }
    return last;
  }

  /** Sessions that have at least one open socket. */
  sessionIds(): readonly string[] {
    return [...this.bySession.keys()];
  }

  get size(): number {
    let size = 0;
    for (const sockets of this.bySession.values()) size += sockets.size;
    return size;
  }
}
