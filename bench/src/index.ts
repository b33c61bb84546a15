export { figure, table } from './figures';
export type { Figure, Goal } from './figures';
export type { Benchmark } from './Benchmark';
