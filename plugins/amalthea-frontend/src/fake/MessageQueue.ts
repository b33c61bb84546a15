import type { StreamMessage } from '@amalthea/plugin-amalthea-common';

/** Messages waiting for a reader, or a reader waiting for messages. */
export class MessageQueue {
  readonly #messages: StreamMessage[] = [];
  #wake = () => {};
  #isClosed = false;

  push(message: StreamMessage): void {
    this.#messages.push(message);
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  /** The next message, once there is one; undefined when the queue is closed. */
  async shift(): Promise<StreamMessage | undefined> {
    while (!this.#isClosed) {
      const message = this.#messages.shift();
      if (message) {
        return message;
      }
      await this.#nextWake();
    }
    return undefined;
  }

  #nextWake(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve;
    });
  }
}
