const binarySuffixes = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const;

/** Writes bytes with the largest binary suffix that keeps them exact: 2147483648 → `2Gi`, 1500 → `1500`. */
export function formatBytes(bytes: number): string {
  for (const [suffix, factor] of binarySuffixes) {
    if (bytes >= factor && bytes % factor === 0)
      return `${bytes / factor}${suffix}`;
  }
  return String(bytes);
}

/** Writes cores as Kubernetes likes them: 2 → `2`, 0.5 → `500m`. */
export function formatCores(cores: number): string {
  return Number.isInteger(cores)
    ? String(cores)
    : `${Math.round(cores * 1000)}m`;
}
