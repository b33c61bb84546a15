import { createHash } from 'node:crypto';
import { parseEntityRef } from '@backstage/catalog-model';

/**
 * A word for the owner that fits into host names and paths. Owners whose name is such a word already keep it
 * (`user:default/ada` → `ada`); any other gets a short hash, so that two owners never share a word.
 */
export function ownerSlug(ownerReference: string): string {
  const { kind, namespace, name } = parseEntityRef(ownerReference);
  const readable = name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 30)
    .replace(/^-+|-+$/g, '');
  const isPlain =
    readable === name &&
    kind.toLocaleLowerCase('en-US') === 'user' &&
    namespace === 'default' &&
    !/-[0-9a-f]{8}$/.test(readable);
  if (isPlain) return readable;
  const hash = createHash('sha256')
    .update(ownerReference.toLocaleLowerCase('en-US'))
    .digest('hex')
    .slice(0, 8);
  return readable === '' ? `u-${hash}` : `${readable}-${hash}`;
}
