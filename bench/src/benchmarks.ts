import type { Figure } from './figures';

/** A benchmark says what it is doing through `progress` and resolves to the lines of its table. */
export type Benchmark = (
  progress: (message: string) => void,
) => Promise<readonly Figure[]>;

/** The benchmarks by name, loaded when asked for. */
export const benchmarks: Readonly<
  Record<string, () => Promise<{ run: Benchmark }>>
> = {
  authz: () => import('./authz'),
  create: () => import('./create'),
  cmp: () => import('./cmp'),
  render: () => import('./render'),
};
