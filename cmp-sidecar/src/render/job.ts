import type { RequestMetadata } from '../protocol/messages';
import type { FailureCode } from '../failure';

/** What the service asks of a renderer. Plain data: it crosses to a worker thread. */
export interface RenderJob {
  readonly kind: 'generate' | 'match';
  readonly metadata: RequestMetadata;
  readonly archive: Uint8Array<ArrayBuffer>;
}

/** A renderer's answer. `response` is the encoded message of the protocol. */
export type RenderOutcome =
  | {
      readonly ok: true;
      readonly response: Uint8Array<ArrayBuffer>;
      readonly servers: number;
      readonly manifests: number;
    }
  | {
      readonly ok: false;
      readonly code: FailureCode;
      readonly message: string;
      readonly stack?: string;
    };

/** What a worker thread tells its pool. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'outcome'; readonly outcome: RenderOutcome };

/** Runs jobs. */
export interface Renderer {
  /**
   * Runs one job.
   *
   * @throws the signal's reason when it aborts, a DeliveryError when the job fails.
   */
  run(
    job: RenderJob,
    signal: AbortSignal,
  ): Promise<Extract<RenderOutcome, { ok: true }>>;
  close(): Promise<void>;
}
