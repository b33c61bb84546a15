import { WorkQueue } from '@amalthea/kube';

export interface KeyedWorkerOptions {
  /** How many keys are worked on at once. */
  readonly concurrency: number;
  readonly work: (key: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Works on keys as they are added; what fails is tried again later. */
export class KeyedWorker {
  readonly #queue = new WorkQueue({
    initialBackoffMilliseconds: 100,
    maximumBackoffMilliseconds: 30_000,
  });

  constructor(options: KeyedWorkerOptions) {
    for (let index = 0; index < options.concurrency; index += 1)
      this.run(options).catch(options.onError);
  }

  add(key: string): void {
    this.#queue.add(key);
  }

  private async run({ work, onError }: KeyedWorkerOptions): Promise<void> {
    for (;;) {
      const key = await this.#queue.take();
      if (key === undefined) return;
      try {
        await work(key);
        this.#queue.forget(key);
      } catch (error) {
        onError(error);
        this.#queue.addRateLimited(key);
      } finally {
        this.#queue.done(key);
      }
    }
  }
}
