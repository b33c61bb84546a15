import { isJsonObject } from '../kubernetes/json';
import { Bundle } from '../render/bundle';
import { canonicalJson } from './canonicalJson';
import { sha256 } from './sha256';

/**
 * Identifies the part of the bundle whose change restarts the server: the pod template, and what else in the
 * StatefulSet needs a new pod. Scaling, labels of other children, routing and the network policy are not in it.
 */
export function podTemplateHash(bundle: Bundle): string {
  const spec = bundle.get('statefulset')?.spec;
  return sha256(canonicalJson(isJsonObject(spec) ? spec.template : undefined));
}
