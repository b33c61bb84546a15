import {
  authzContainerName,
  parseQuantity,
  type Bundle,
  type ChildKey,
  type JupyterServer,
  type LocatedProblem,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import type { Parameters } from '../parameters/parameters';
import {
  claimedSizes,
  podsOf,
  type Container,
  type Pod,
} from './podContainers';
import type { SourceDocument } from './sourceDocument';

/** What a policy looks at. */
export interface PolicySubject {
  readonly document: SourceDocument;
  readonly server: JupyterServer;
  readonly bundle: Bundle;
  readonly parameters: Parameters;
  readonly config: RenderConfig;
}

/** A policy: pure, one rule. */
type Policy = (subject: PolicySubject) => readonly LocatedProblem[];

/** Resources that a container may use without asking for them, so that only a limit bounds them. */
const boundedByLimitOnly = ['cpu', 'memory', 'ephemeral-storage'];
const storageResource = 'storage';

function at(
  { document }: PolicySubject,
  field: string,
  message: string,
): LocatedProblem {
  return document.problem(field.split('.'), field, message);
}

/** Whether an image begins with a prefix that ends where a part of the reference ends: `r.org/a` allows `r.org/a/b`, not `r.org/ab`. */
export function imageAllowed(
  image: string,
  prefixes: readonly string[],
): boolean {
  return prefixes.some(prefix => {
    if (!image.startsWith(prefix)) return false;
    return (
      /[/:@]$/.test(prefix) ||
      image.length === prefix.length ||
      /[/:@]/.test(image[prefix.length])
    );
  });
}

/** Whether a container is authz as rendered: what the platform adds is not on the account of the server. */
function isRenderedSidecar(
  container: Container,
  { sidecar }: RenderConfig,
): boolean {
  const { requests = {}, limits = {} } = sidecar.resources;
  return (
    container.name === authzContainerName &&
    container.image === sidecar.image &&
    JSON.stringify([container.requests, container.limits]) ===
      JSON.stringify([requests, limits])
  );
}

const images: Policy = subject => {
  const { imagePrefixes } = subject.parameters;
  if (imagePrefixes.length === 0) return [];
  const { image: ownImage } = subject.server.spec.jupyterServer;
  const pods = [...subject.bundle.values()].flatMap(podsOf);
  const used = pods.flatMap(pod => [
    ...pod.imageVolumes,
    ...pod.containers
      .map(({ image }) => image)
      .filter(image => image !== undefined),
  ]);
  return [...new Set(used)]
    .filter(
      image =>
        image !== subject.config.sidecar.image &&
        !imageAllowed(image, imagePrefixes),
    )
    .map(image =>
      at(
        subject,
        image === ownImage ? 'spec.jupyterServer.image' : 'spec.patches',
        `${image} is not an allowed image here: it must begin with ${imagePrefixes.join(
          ' or ',
        )}.`,
      ),
    );
};

function amount(value: unknown): bigint | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? parseQuantity(value)
    : undefined;
}

/** What a pod can take of a resource: the sum of what runs together, or the largest of what runs first. */
function podTotal(
  containers: readonly Container[],
  resource: string,
  kind: 'requests' | 'limits',
): bigint {
  const amounts = (runsFirst: boolean) =>
    containers
      .filter(container => container.runsFirst === runsFirst)
      .map(container => amount(container[kind][resource]) ?? 0n);
  const together = amounts(false).reduce((sum, value) => sum + value, 0n);
  return amounts(true).reduce(
    (largest, value) => (value > largest ? value : largest),
    together,
  );
}

function podProblems(
  subject: PolicySubject,
  pod: Pod,
): readonly LocatedProblem[] {
  const containers = pod.containers.filter(
    container => !isRenderedSidecar(container, subject.config),
  );
  return [...subject.parameters.maxResources].flatMap(([resource, largest]) => {
    if (resource === storageResource) return [];
    const most = parseQuantity(largest) ?? 0n;
    const field = (kind: string) =>
      `spec.jupyterServer.resources.${kind}.${resource}`;
    const problem = (kind: string, message: string) =>
      subject.document.problem(
        ['spec', 'jupyterServer', 'resources', kind, resource],
        field(kind),
        message,
      );
    for (const kind of ['limits', 'requests'] as const) {
      const ofPod = amount(pod[kind][resource]) ?? 0n;
      if (podTotal(containers, resource, kind) > most || ofPod > most) {
        return [
          problem(
            kind,
            `the containers of the server ask for more than the ${largest} that are allowed here.`,
          ),
        ];
      }
    }
    const unbounded = boundedByLimitOnly.includes(resource)
      ? containers.find(container => container.limits[resource] === undefined)
      : undefined;
    return unbounded
      ? [
          problem(
            'limits',
            `is needed for container ${unbounded.name}, because at most ${largest} are allowed here.`,
          ),
        ]
      : [];
  });
}

const resources: Policy = subject =>
  [...subject.bundle.values()]
    .flatMap(podsOf)
    .flatMap(pod => podProblems(subject, pod));

const storage: Policy = subject => {
  const largest = subject.parameters.maxResources.get(storageResource);
  if (largest === undefined) return [];
  const most = parseQuantity(largest) ?? 0n;
  const sizes = [...subject.bundle.values()].flatMap(object => [
    ...claimedSizes(object),
    ...podsOf(object).flatMap(pod => pod.ephemeralVolumeSizes),
  ]);
  // A volume without a size has no bound at all.
  return sizes.every(size => (amount(size) ?? most + 1n) <= most)
    ? []
    : [at(subject, 'spec.storage.size', `must be at most ${largest} here.`)];
};

const requiredLabels: Policy = subject =>
  subject.parameters.requiredLabels
    .filter(key => {
      const { labels } = subject.server.metadata;
      return !Object.hasOwn(labels, key) || labels[key] === '';
    })
    .map(key =>
      subject.document.problem(
        ['metadata', 'labels', key],
        `metadata.labels.${key}`,
        'is required here, with a value.',
      ),
    );

/** What a bundle holds under each key; a patch could put anything else there. */
const kindsOf: Readonly<Record<ChildKey, readonly string[]>> = {
  service: ['v1 Service'],
  ingress: [
    'networking.k8s.io/v1 Ingress',
    'gateway.networking.k8s.io/v1 HTTPRoute',
  ],
  statefulset: ['apps/v1 StatefulSet'],
  configmap: ['v1 ConfigMap'],
  secret: ['v1 Secret'],
  pvc: ['v1 PersistentVolumeClaim'],
  networkpolicy: ['networking.k8s.io/v1 NetworkPolicy'],
};

function isChildKey(key: string): key is ChildKey {
  return Object.hasOwn(kindsOf, key);
}

const ownKinds: Policy = subject => {
  if (subject.parameters.passThrough === 'allow') return [];
  return [...subject.bundle].flatMap(([key, { apiVersion, kind }]) => {
    const kinds = isChildKey(key) ? kindsOf[key] : [];
    if (kinds.includes(`${apiVersion} ${kind}`)) return [];
    const what =
      kinds.length === 0
        ? `adds ${kind} ${key}`
        : `makes the ${key} a ${kind} of ${apiVersion}`;
    return [
      at(
        subject,
        'spec.patches',
        `${what}; other objects are not allowed here.`,
      ),
    ];
  });
};

const policies: readonly Policy[] = [
  images,
  resources,
  storage,
  requiredLabels,
  ownKinds,
];

/** Every rule of the Application's parameters that a server breaks, patches included: what counts is what would run. */
export function policyProblems(
  subject: PolicySubject,
): readonly LocatedProblem[] {
  return policies.flatMap(policy => policy(subject));
}
