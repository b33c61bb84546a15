import { KubernetesObject } from '@amalthea/jupyterserver';

import { isRecord } from '../compare/listKeys';
import { GeneratedKey } from '../Intent';
import { identityOf } from '../observed/LiveObject';
import { liveOf, mayWriteChildren, Step } from '../PlanContext';
import { generatedSecretKeys } from './desiredChildren';

/**
 * Creates the Secret with its random values, and adds random values that it lacks. A value that exists is
 * never replaced: sessions and cookies depend on it.
 */
export const generatedSecret: Step = context => {
  const { observed, desired } = context;
  if (!mayWriteChildren(context) || desired.type !== 'known') {
    return [];
  }
  const child = desired.children.find(candidate => candidate.key === 'secret');
  if (!child || child.object.kind !== 'Secret') {
    return [];
  }
  const live = liveOf(context, child);
  const missing = missingSecretKeys(child.object, live);
  if (!live) {
    const free =
      observed.foreign.size === 0 &&
      !observed.foreign.has(identityOf(child.object));
    return free
      ? [
          {
            type: 'createSecret',
            object: withoutData(child.object),
            generate: missing,
          },
        ]
      : [];
  }
  const { name, resourceVersion, deletionTimestamp } = live.metadata;
  if (
    missing.length === 0 ||
    deletionTimestamp ||
    resourceVersion === undefined
  ) {
    return [];
  }
  return [{ type: 'completeSecret', name, resourceVersion, generate: missing }];
};

/** Random values that neither the bundle gives nor the Secret has. An empty one is none: nothing accepts it. */
export function missingSecretKeys(
  rendered: KubernetesObject,
  live: KubernetesObject | undefined,
): readonly GeneratedKey[] {
  return generatedSecretKeys.filter(
    ({ key }) => !(key in dataOf(rendered)) && !(live && dataOf(live)[key]),
  );
}

function dataOf(secret: KubernetesObject): Readonly<Record<string, unknown>> {
  return isRecord(secret.data) ? secret.data : {};
}

/**
 * What is rendered into the Secret is applied afterwards, so that it is given up when it is not rendered any more. Nor may
 * the Secret be immutable before that.
 */
function withoutData(secret: KubernetesObject): KubernetesObject {
  const { data: _data, immutable: _immutable, ...rest } = secret;
  return rest as KubernetesObject;
}
