import type { Benchmark } from './Benchmark';

/** The benchmarks by name, loaded when asked for. */
export const benchmarks: Readonly<
  Record<string, () => Promise<{ run: Benchmark }>>
> = {
  authz: () => import('./authz'),
  create: () => import('./create'),
  cmp: () => import('./cmp'),
  render: () => import('./render'),
};
