import { Identity } from './Identity';

/** How the request proved itself. A `cookie` is sent by the browser on its own, so cross-site checks apply to it. */
export type Proof = 'cookie' | 'header' | 'query' | 'none';

/** What a gate says about one request. Everything but `allow` leaves the upstream untouched. */
export type Verdict =
  | {
      readonly kind: 'allow';
      readonly identity: Identity;
      readonly proof: Proof;
      /** Key of the session in `SessionSockets`; sockets of a verdict without one live until they close. */
      readonly sessionId?: string;
      /** When the session ends at the latest, in seconds since the epoch: sockets are closed then. */
      readonly expiresAtSeconds?: number;
      /** `Set-Cookie` values to add to the answer, for example of a renewed session. */
      readonly setCookies?: readonly string[];
    }
  | {
      /** Send a navigation to `location`; any other client gets 401. */
      readonly kind: 'login';
      readonly location: string;
      readonly setCookies?: readonly string[];
    }
  | {
      /** No credentials, or wrong ones. `code` says which, for the answer's JSON. */
      readonly kind: 'unauthenticated';
      readonly code?: string;
      readonly setCookies?: readonly string[];
    }
  | { readonly kind: 'forbidden'; readonly identity: Identity }
  | { readonly kind: 'unavailable'; readonly reason: string };
