import { isGone } from '../api/KubeApiError';
import { KubernetesObject } from '../api/KubernetesObject';
import { apiVersionOf, ResourceRef } from '../api/ResourceRef';
import { Selection } from '../client/CallOptions';
import { KubeClient } from '../client/KubeClient';

/** Everything there is, and the version to watch from. */
export interface Snapshot<T extends KubernetesObject> {
  readonly objects: readonly T[];
  readonly resourceVersion: string;
}

/**
 * Reads a whole list page by page. When a continue token expires half-way, the list is read once more in
 * one piece.
 *
 * @param client - where to read
 * @param resource - what
 * @param selection - which
 * @param transform - applied to each object as it arrives, so that what it drops is freed early
 * @param options - page size and signal
 */
export async function listAll<T extends KubernetesObject>(
  client: Pick<KubeClient, 'list'>,
  resource: ResourceRef,
  selection: Selection,
  transform: (object: KubernetesObject) => T,
  options: { readonly pageSize: number; readonly signal?: AbortSignal },
): Promise<Snapshot<T>> {
  try {
    return await readPages(client, resource, selection, transform, options);
  } catch (error) {
    if (!isGone(error)) {
      throw error;
    }
    return readPages(client, resource, selection, transform, {
      ...options,
      pageSize: undefined,
    });
  }
}

async function readPages<T extends KubernetesObject>(
  client: Pick<KubeClient, 'list'>,
  resource: ResourceRef,
  selection: Selection,
  transform: (object: KubernetesObject) => T,
  options: {
    readonly pageSize: number | undefined;
    readonly signal?: AbortSignal;
  },
): Promise<Snapshot<T>> {
  const objects: T[] = [];
  let token: string | undefined;
  for (;;) {
    const page = await client.list<KubernetesObject>(resource, {
      ...selection,
      limit: options.pageSize,
      continue: token,
      signal: options.signal,
    });
    for (const item of page.items) {
      // Items of a list carry neither; those of a watch do.
      item.apiVersion ??= apiVersionOf(resource);
      item.kind ??= resource.kind;
      objects.push(transform(item));
    }
    token = page.metadata?.continue || undefined;
    if (!token) {
      return { objects, resourceVersion: page.metadata?.resourceVersion ?? '' };
    }
  }
}
