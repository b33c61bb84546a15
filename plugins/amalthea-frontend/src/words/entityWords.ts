import { parseEntityRef } from '@backstage/catalog-model';

/** The name that people know an entity by: `ada` for `user:default/ada`. */
export function entityName(entityRef: string): string {
  try {
    const { namespace, name } = parseEntityRef(entityRef, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    // An owner annotation is free text in the cluster.
    return entityRef;
  }
}

/** `team-physics and ada`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
}
