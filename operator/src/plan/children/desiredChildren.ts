import { Bundle, KubernetesObject, secretKeys } from '@amalthea/jupyterserver';

import { isRecord } from '../compare/listKeys';
import { rememberLast } from '../compare/rememberLast';
import { Observed } from '../observed/Observed';
import { PlanConfig } from '../PlanConfig';

/** A child that the operator keeps up. */
export interface DesiredChild {
  readonly key: string;
  readonly object: KubernetesObject;
}

/** What should exist, or why that cannot be said. */
export type DesiredChildren =
  | { readonly type: 'known'; readonly children: readonly DesiredChild[] }
  | { readonly type: 'refused'; readonly problem: string };

/** The kinds that exist once in a cluster are never children, so a namespace is all that needs checking. */
function refusal(
  key: string,
  object: KubernetesObject,
  namespace: string,
  config: PlanConfig,
): string | undefined {
  const kind = `${object.apiVersion} ${object.kind}`;
  if (!config.childKinds.has(kind)) {
    return `The child "${key}" has the kind ${object.kind} of ${object.apiVersion}, which this operator may not create. Remove the patch, or let the people who run the cluster add the kind to extraChildResources.`;
  }
  const own = object.metadata.namespace;
  if (own !== undefined && own !== namespace) {
    return `The child "${key}" is in the namespace "${own}". A server's children live in its own namespace, "${namespace}".`;
  }
  return undefined;
}

/** The same objects for the same bundle: what was compared with them need not be compared again. */
const childrenOf = rememberLast(
  (
    bundle: Bundle,
    namespace: string,
    run: boolean,
    config: PlanConfig,
  ): DesiredChildren => {
    const children: DesiredChild[] = [];
    for (const [key, rendered] of bundle) {
      const problem = refusal(key, rendered, namespace, config);
      if (problem) {
        return { type: 'refused', problem };
      }
      const object = {
        ...rendered,
        metadata: { ...rendered.metadata, namespace },
      };
      children.push({ key, object: adjusted(key, object, run) });
    }
    return { type: 'known', children };
  },
);

/**
 * The bundle as it is written: in the server's namespace and with the decided number of replicas.
 *
 * @param observed - its bundle must have been rendered
 * @param run - whether the server should run
 * @param config - the kinds that are allowed
 */
export function desiredChildren(
  observed: Observed,
  run: boolean,
  config: PlanConfig,
): DesiredChildren {
  if (observed.desired.type !== 'rendered') {
    return { type: 'refused', problem: observed.desired.problem };
  }
  return childrenOf(
    observed.desired.bundle,
    observed.server.namespace,
    run,
    config,
  );
}

function adjusted(
  key: string,
  object: KubernetesObject,
  run: boolean,
): KubernetesObject {
  if (object.kind === 'StatefulSet' && key === 'statefulset') {
    const spec = isRecord(object.spec) ? object.spec : {};
    return { ...object, spec: { ...spec, replicas: run ? 1 : 0 } };
  }
  return object.kind === 'Secret' ? withEncodedData(object) : object;
}

/** `stringData` is never read back: only `data` can be compared. */
function withEncodedData(secret: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = secret;
  if (!isRecord(stringData)) {
    return secret;
  }
  const encoded = Object.entries(stringData).map(([name, value]) => [
    name,
    toBase64(String(value)),
  ]);
  const data = isRecord(secret.data) ? secret.data : {};
  return { ...rest, data: { ...data, ...Object.fromEntries(encoded) } };
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** The keys of the Secret that are random, unless the bundle gives them. */
export const generatedSecretKeys = [
  { key: secretKeys.appToken, encoding: 'hex' },
  { key: secretKeys.cookieSecret, encoding: 'hex' },
  { key: secretKeys.authzCookieKey, encoding: 'base64' },
] as const;
