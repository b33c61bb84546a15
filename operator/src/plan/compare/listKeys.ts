/** A map, because a field may be called `constructor`. */
const keysByName: ReadonlyMap<string, readonly string[]> = new Map([
  ['containers', ['name']],
  ['env', ['name']],
  ['hostAliases', ['ip']],
  ['imagePullSecrets', ['name']],
  ['initContainers', ['name']],
  ['ownerReferences', ['uid']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ['volumeDevices', ['devicePath']],
  ['volumeMounts', ['mountPath']],
  ['volumes', ['name']],
]);

/**
 * By which fields the API server tells the elements of a list apart (`x-kubernetes-list-map-keys`). Lists
 * that are not here are atomic: one manager owns them whole.
 *
 * @param pointer - JSON pointer of the list in its object
 * @param elements - its desired elements
 */
export function listKeysOf(
  pointer: string,
  elements: readonly unknown[],
): readonly string[] | undefined {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  if (name === 'ports') {
    // In a NetworkPolicy ports are atomic.
    if (pointer === '/spec/ports') {
      return ['port', 'protocol'];
    }
    return elements.every(
      element => isRecord(element) && 'containerPort' in element,
    )
      ? ['containerPort', 'protocol']
      : undefined;
  }
  return keysByName.get(name);
}

/** Values that the API server fills into a key when it is left out. */
const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** Whether two elements of a list are the same element. */
export function sameElement(
  keys: readonly string[],
  a: unknown,
  b: unknown,
): boolean {
  return (
    isRecord(a) &&
    isRecord(b) &&
    keys.every(
      key => (a[key] ?? keyDefaults[key]) === (b[key] ?? keyDefaults[key]),
    )
  );
}

/** Maps that one manager owns whole: a key that someone added is a difference. */
export const atomicMaps: ReadonlySet<string> = new Set([
  'matchLabels',
  'namespaceSelector',
  'nodeSelector',
  'podSelector',
  'selector',
]);

/** Whether a value is a JSON object. */
export function isRecord(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
