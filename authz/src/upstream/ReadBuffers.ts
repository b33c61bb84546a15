const smallBytes = 16 * 1024;
/** Measured: reads of 256 KB halve the cost of a download against 64 KB (docs/adr/0041). */
const largeBytes = 256 * 1024;
const maximumSpare = 8;

/** A buffer that a socket reads into; `users` counts the writes that still need its bytes. */
export interface ReadBuffer {
  readonly bytes: Buffer;
  readonly isLarge: boolean;
  users: number;
  /** The connection reads into another buffer by now: the last user gives this one back. */
  isLeft: boolean;
}

/** Buffers for upstream reads: a small one per connection, large ones only while much arrives. */
export class ReadBuffers {
  private readonly spare: Buffer[] = [];

  takeSmall(): ReadBuffer {
    return {
      bytes: Buffer.allocUnsafeSlow(smallBytes),
      isLarge: false,
      users: 0,
      isLeft: false,
    };
  }

  takeLarge(): ReadBuffer {
    const bytes = this.spare.pop() ?? Buffer.allocUnsafeSlow(largeBytes);
    return { bytes, isLarge: true, users: 0, isLeft: false };
  }

  /** The connection is done with a buffer. */
  leave(buffer: ReadBuffer): void {
    buffer.isLeft = true;
    this.giveBack(buffer);
  }

  /** A write is done with a buffer. */
  release(buffer: ReadBuffer): void {
    buffer.users -= 1;
    this.giveBack(buffer);
  }

  private giveBack({ isLarge, isLeft, users, bytes }: ReadBuffer): void {
    if (isLarge && isLeft && users === 0 && this.spare.length < maximumSpare)
      this.spare.push(bytes);
  }
}
