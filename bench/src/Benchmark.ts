import type { Figure } from './figures';

/** A benchmark says what it is doing through `progress` and resolves to the lines of its table. */
export type Benchmark = (
  progress: (message: string) => void,
) => Promise<readonly Figure[]>;
