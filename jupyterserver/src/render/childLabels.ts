import { labels, labelValues } from '../names/labels';
import { ChildInput } from './child';
import { parentUid } from './parent';

/**
 * Labels by which delivery tools recognise what they own. A copy on a child would make the tool prune it, or fight over
 * it (argo-cd issues 5792 and 8683).
 */
const trackingLabels: ReadonlySet<string> = new Set([
  'app.kubernetes.io/instance',
  'app.kubernetes.io/managed-by',
  'helm.sh/chart',
  'kubernetes.io/cluster-service',
  'addonmanager.kubernetes.io/mode',
]);
const trackingPrefixes = [
  'argocd.argoproj.io/',
  'kustomize.toolkit.fluxcd.io/',
  'helm.toolkit.fluxcd.io/',
  'fleet.cattle.io/',
  'objectset.rio.cattle.io/',
  'kapp.k14s.io/',
  'applyset.kubernetes.io/',
  'config.k8s.io/',
  'cli-utils.sigs.k8s.io/',
];

function isTracking(label: string): boolean {
  return (
    trackingLabels.has(label) ||
    trackingPrefixes.some(prefix => label.startsWith(prefix))
  );
}

function parentLabels(input: ChildInput): Record<string, string> {
  const { metadata } = input.server;
  const copied = Object.entries(metadata.labels).filter(
    ([label]) => !isTracking(label),
  );
  const uid = parentUid(input);
  return {
    ...Object.fromEntries(copied),
    ...input.config.labels,
    [labels.component]: labelValues.component,
    [labels.managedBy]: labelValues.managedBy,
    ...(uid === undefined ? {} : { [labels.parentUid]: uid }),
    [labels.parentName]: metadata.name,
  };
}

/** Labels of a child, on top of its own. */
export function childLabels(
  input: ChildInput,
  childKey: string,
): Record<string, string> {
  return { ...parentLabels(input), [labels.childKey]: childKey };
}

/** Labels of the pod, on top of its own. */
export function podLabels(input: ChildInput): Record<string, string> {
  return {
    ...parentLabels(input),
    [labels.mainPod]: labelValues.mainPod,
    [labels.app]: input.server.metadata.name,
  };
}
