/**
 * Orders two resource versions. Since Kubernetes 1.35 they may be compared as decimal numbers of any
 * length; what is not one is equal to everything, so that nothing is decided by it.
 *
 * @returns negative when `a` is older, positive when newer, 0 when equal or unknown
 */
export function compareResourceVersions(
  a: string | undefined,
  b: string | undefined,
): number {
  if (!a || !b || !/^\d+$/.test(a) || !/^\d+$/.test(b)) {
    return 0;
  }
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  if (left.length !== right.length) {
    return left.length - right.length;
  }
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
