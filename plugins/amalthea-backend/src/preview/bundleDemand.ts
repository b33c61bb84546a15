import { z } from 'zod';
import { parseQuantity } from '@amalthea/plugin-amalthea-common';

const amounts = z.record(z.string(), z.unknown()).default({}).catch({});
const containers = z
  .array(
    z.object({
      resources: z
        .object({ requests: amounts, limits: amounts })
        .default({ requests: {}, limits: {} }),
    }),
  )
  .default([])
  .catch([]);
const statefulSetSchema = z.object({
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      spec: z.object({ containers, initContainers: containers }),
    }),
  }),
});
const claimSchema = z.object({
  spec: z.object({
    resources: z.object({
      requests: z.object({ storage: z.union([z.string(), z.number()]) }),
    }),
  }),
});

/** An object of a bundle, as far as quotas look at it. */
interface QuotaObject {
  readonly apiVersion?: string;
  readonly kind?: string;
}

const countedKinds: Readonly<
  Record<string, { readonly plain?: string; readonly counted: string }>
> = {
  ConfigMap: { plain: 'configmaps', counted: 'count/configmaps' },
  HTTPRoute: { counted: 'count/httproutes.gateway.networking.k8s.io' },
  Ingress: { counted: 'count/ingresses.networking.k8s.io' },
  NetworkPolicy: { counted: 'count/networkpolicies.networking.k8s.io' },
  PersistentVolumeClaim: {
    plain: 'persistentvolumeclaims',
    counted: 'count/persistentvolumeclaims',
  },
  Secret: { plain: 'secrets', counted: 'count/secrets' },
  Service: { plain: 'services', counted: 'count/services' },
  StatefulSet: { counted: 'count/statefulsets.apps' },
};

/**
 * What a bundle takes from the namespace's quotas, by the names that a ResourceQuota uses, in base units.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export function bundleDemand(
  objects: Iterable<QuotaObject>,
): ReadonlyMap<string, number> {
  const demand = new Map<string, number>([
    ['count/jupyterservers.amalthea.dev', 1],
  ]);
  const add = (resource: string, amount: number) =>
    demand.set(resource, (demand.get(resource) ?? 0) + amount);
  for (const object of objects) {
    const counted = object.kind ? countedKinds[object.kind] : undefined;
    if (counted) {
      add(counted.counted, 1);
      if (counted.plain) add(counted.plain, 1);
    }
    if (object.kind === 'StatefulSet') addPod(object, add);
    if (object.kind === 'PersistentVolumeClaim') {
      const claim = claimSchema.safeParse(object);
      if (claim.success)
        add(
          'requests.storage',
          parseQuantity(claim.data.spec.resources.requests.storage) ?? 0,
        );
    }
  }
  return demand;
}

function addPod(
  object: unknown,
  add: (resource: string, amount: number) => void,
): void {
  const parsed = statefulSetSchema.safeParse(object);
  if (!parsed.success || parsed.data.spec.replicas === 0) return;
  const { containers: regular, initContainers } =
    parsed.data.spec.template.spec;
  add('pods', 1);
  add('count/pods', 1);
  for (const side of ['requests', 'limits'] as const) {
    const total = new Map<string, number>();
    for (const container of regular) {
      for (const [resource, amount] of effective(container.resources, side)) {
        total.set(resource, (total.get(resource) ?? 0) + amount);
      }
    }
    // Init containers run one after the other, before the others: the largest one counts, not their sum.
    for (const container of initContainers) {
      for (const [resource, amount] of effective(container.resources, side)) {
        total.set(resource, Math.max(total.get(resource) ?? 0, amount));
      }
    }
    for (const [resource, amount] of total) {
      add(`${side}.${resource}`, amount);
      if (side === 'requests' && (resource === 'cpu' || resource === 'memory'))
        add(resource, amount);
    }
  }
}

/** Kubernetes takes a limit as the request when there is none. */
function effective(
  resources: {
    readonly requests: Record<string, unknown>;
    readonly limits: Record<string, unknown>;
  },
  side: 'requests' | 'limits',
): readonly (readonly [string, number])[] {
  const chosen =
    side === 'requests'
      ? { ...resources.limits, ...resources.requests }
      : resources.limits;
  return Object.entries(chosen).map(
    ([resource, quantity]) => [resource, parseQuantity(quantity) ?? 0] as const,
  );
}
