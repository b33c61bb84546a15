import { KubernetesObject } from '../api/KubernetesObject';

/** What a watch says. */
export type WatchEvent<T extends KubernetesObject> =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: T }
  /** Carries a resource version to resume from, and nothing else. */
  | { readonly type: 'BOOKMARK'; readonly object: KubernetesObject };

/** Set to "true" on the bookmark that ends the initial events of a streaming list. */
export const initialEventsEndAnnotation = 'k8s.io/initial-events-end';
