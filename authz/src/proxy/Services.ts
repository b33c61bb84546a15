import { Activity } from '../activity';
import { AuthzConfig } from '../config/AuthzConfig';
import { Gate, SessionSockets } from '../gate';
import { Counters } from '../internal/Counters';
import { Logger } from '../log/Logger';
import { JupyterToken, UpstreamPool } from '../upstream';

/** What a request needs of the process. `config` is replaced when the files change; everything else lives on. */
export interface Services {
  config: AuthzConfig;
  derived: Derived;
  readonly jupyterToken: JupyterToken;
  readonly gate: Gate;
  readonly sockets: SessionSockets;
  readonly pool: UpstreamPool;
  readonly activity: Activity;
  readonly counters: Counters;
  readonly log: Logger;
  readonly nowMilliseconds: () => number;
  /** Whether the server has answered since this process started. */
  wasUpstreamSeen: boolean;
}

/** Computed once from a configuration. */
export interface Derived {
  readonly isTrustedPeer: (address: string) => boolean;
  /** `X-Forwarded-Proto` and `-Host` as `publicUrl` has them, each ended by CRLF. */
  readonly forwardedLines: string;
  readonly upstreamHost: string;
  readonly upstreamPort: number;
}
