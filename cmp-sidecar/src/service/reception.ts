import { createHash } from 'node:crypto';
import { DeliveryError } from '../failure';
import { inMebibytes } from '../archive/limits';
import { tooLarge } from '../archive/archiveEntries';
import type { AppStreamRequest, RequestMetadata } from '../protocol/messages';

/** A repository as it arrived, checksum verified. */
export interface ReceivedRepository {
  readonly metadata: RequestMetadata;
  readonly archive: Uint8Array<ArrayBuffer>;
}

/**
 * Puts a request stream together. The first failure is kept and everything after it is counted and thrown away:
 * repo-server shows a status only when every one of its sends succeeded, so a stream is always read to its end.
 */
export class Reception {
  private readonly hash = createHash('sha256');
  private chunks: Uint8Array[] = [];
  private bytes = 0;
  private received: RequestMetadata | undefined;
  private firstFailure: DeliveryError | undefined;

  constructor(private readonly limitBytes: number) {}

  /** The metadata, once it has arrived. */
  get metadata(): RequestMetadata | undefined {
    return this.received;
  }

  /** Bytes of the compressed archive so far, those thrown away included. */
  get receivedBytes(): number {
    return this.bytes;
  }

  /** Gives up on the stream: what was kept is released, what comes is dropped, `finish` throws the reason. */
  fail(reason: DeliveryError): void {
    this.firstFailure ??= reason;
    this.chunks = [];
  }

  /** Takes the next message. */
  accept(request: AppStreamRequest): void {
    if (request.kind === 'file') this.bytes += request.chunk.length;
    if (this.firstFailure) return;
    if (!this.received) {
      if (request.kind === 'metadata') this.received = request.metadata;
      else
        this.fail(
          this.protocolFailure(
            'metadata is nil',
            'the first message must be the metadata',
          ),
        );
      return;
    }
    if (request.kind !== 'file') {
      this.fail(
        this.protocolFailure(
          'stream request file is nil',
          'only the first message may be something else',
        ),
      );
    } else if (this.bytes > this.limitBytes) {
      this.fail(
        tooLarge('of compressed content', inMebibytes(this.limitBytes)),
      );
    } else {
      this.hash.update(request.chunk);
      this.chunks.push(request.chunk);
    }
  }

  /**
   * Ends the stream.
   *
   * @throws DeliveryError the first failure, or `CHECKSUM_MISMATCH`.
   */
  finish(): ReceivedRepository {
    if (this.firstFailure) throw this.firstFailure;
    if (!this.received)
      throw this.protocolFailure(
        'metadata is nil',
        'the stream ended before its first message',
      );
    const checksum = this.hash.digest('hex');
    if (checksum !== this.received.checksum.toLowerCase()) {
      throw new DeliveryError(
        'CHECKSUM_MISMATCH',
        `file checksum validation error: calculated ${checksum}, announced ${
          this.received.checksum || 'none'
        }. ` + 'The archive was damaged on its way; refresh the Application.',
      );
    }
    if (this.bytes === 0)
      throw new DeliveryError(
        'INVALID_ARCHIVE',
        'no files were sent: the archive is empty.',
      );
    const archive = new Uint8Array(this.bytes);
    let offset = 0;
    for (const chunk of this.chunks) {
      archive.set(chunk, offset);
      offset += chunk.length;
    }
    this.chunks = [];
    return { metadata: this.received, archive };
  }

  private protocolFailure(what: string, rule: string): DeliveryError {
    return new DeliveryError('INVALID_REQUEST', `${what}: ${rule}.`);
  }
}
