import type {
  ServerReference,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  parseEntityRef,
  type ResourceEntityV1alpha1,
} from '@backstage/catalog-model';

/**
 * A server as an entity of the catalog. Its name is unique among all clusters and fits the catalog's 63 characters.
 *
 * @param portalUrl - where people open the portal, without a slash at its end
 */
export function serverEntity(
  server: ServerSummary,
  portalUrl: string,
): ResourceEntityV1alpha1 {
  const { cluster, namespace, name } = server.reference;
  const location = `amalthea:${cluster}/${namespace}/${name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: serverEntityName(server.reference),
      title: name,
      description: `Jupyter server in ${namespace} on ${cluster}`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        'amalthea.dev/server': `${cluster}/${namespace}/${name}`,
        'backstage.io/kubernetes-cluster': cluster,
        'backstage.io/kubernetes-namespace': namespace,
        'backstage.io/kubernetes-label-selector': `amalthea.dev/parent-name=${name}`,
      },
      links: [
        {
          url: `${portalUrl}/amalthea/servers/${[cluster, namespace, name]
            .map(encodeURIComponent)
            .join('/')}`,
          title: 'Server page',
          icon: 'dashboard',
        },
        ...(isWebAddress(server.url)
          ? [{ url: server.url, title: 'Open', icon: 'web' }]
          : []),
      ],
      tags: ['jupyter', ...(server.profile ? [server.profile.id] : [])],
    },
    spec: {
      type: 'jupyter-server',
      owner: isEntityReference(server.owner) ? server.owner : 'unknown',
    },
  };
}

/**
 * The name of a server's entity. It tells nothing of the server: the owner's entity names all that they own, to
 * everybody who may see the owner. The title, which people read, is the server's name.
 */
export function serverEntityName({
  cluster,
  namespace,
  name,
}: ServerReference): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([cluster, namespace, name]))
    .digest('hex')
    .slice(0, 32);
  return `jupyter-server-${hash}`;
}

/** Both come from the cluster, where anybody with the right may write anything; the catalog takes no entity with such. */
function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:/.test(url) && URL.canParse(url);
}

function isEntityReference(reference: string | undefined): reference is string {
  try {
    return reference !== undefined && parseEntityRef(reference).name !== '';
  } catch {
    return false;
  }
}
