import { RequestView } from '../gate/RequestView';
import { BodyFraming } from '../headers/upstreamHead';

/** A request that has exactly one meaning. */
export interface CheckedRequest {
  readonly view: RequestView;
  readonly framing: BodyFraming;
  /** Value of `Connection`, joined; undefined without one. */
  readonly connection?: string;
  readonly isContinueExpected: boolean;
  /** What `X-Forwarded-*` said, for trusted peers. */
  readonly forwardedFor?: string;
  readonly forwardedProto?: string;
  readonly forwardedHost?: string;
  readonly forwardedMethod?: string;
  readonly forwardedUri?: string;
  readonly originalMethod?: string;
  readonly originalUrl?: string;
  readonly originalUri?: string;
  readonly envoyOriginalPath?: string;
}

/** Why a request is refused: the answer's status, a stable code and a sentence. The connection is closed after it. */
export interface Refusal {
  readonly status: 400 | 405 | 417 | 421 | 431 | 501 | 505;
  readonly code: string;
  readonly message: string;
}

export type CheckResult =
  | { readonly ok: true; readonly request: CheckedRequest }
  | { readonly ok: false; readonly refusal: Refusal };
