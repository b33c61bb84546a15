import type { KubernetesObject } from '@amalthea/kube';
import {
  readyEndpoints,
  type EndpointSlice,
  type Service,
} from '../serviceEndpoints';

interface Backend {
  readonly service?: {
    readonly name: string;
    readonly port?: { readonly name?: string; readonly number?: number };
  };
}

export interface Ingress extends KubernetesObject {
  readonly spec?: {
    readonly defaultBackend?: Backend;
    readonly rules?: readonly {
      readonly host?: string;
      readonly http?: {
        readonly paths: readonly {
          readonly path?: string;
          readonly pathType?: string;
          readonly backend: Backend;
        }[];
      };
    }[];
  };
  readonly status?: {
    readonly loadBalancer?: {
      readonly ingress?: readonly { readonly hostname?: string }[];
    };
  };
}

/** Where a request goes. */
export type IngressRoute =
  | { readonly kind: 'endpoint'; readonly address: string }
  /** An Ingress says where, but nothing is ready there. */
  | { readonly kind: 'unavailable'; readonly service: string }
  | { readonly kind: 'unknown' };

export interface IngressView {
  ingresses(): Iterable<Ingress>;
  service(namespace: string, name: string): Service | undefined;
  slices(namespace: string, service: string): readonly EndpointSlice[];
}

interface Candidate {
  readonly namespace: string;
  readonly backend: Backend;
  readonly score: readonly number[];
}

/**
 * Where an Ingress sends a request, by the rules of the Ingress API: a precise host before a wildcard before none, an
 * exact path before a prefix, a longer prefix before a shorter one; prefixes match whole path elements.
 */
export function routeRequest(
  host: string,
  path: string,
  view: IngressView,
): IngressRoute {
  const hostname = host.replace(/:\d+$/, '').toLowerCase();
  let best: Candidate | undefined;
  for (const ingress of view.ingresses()) {
    for (const candidate of candidates(ingress, hostname, path)) {
      if (!best || isBetter(candidate.score, best.score)) best = candidate;
    }
  }
  const service = best?.backend.service;
  if (!best || !service) return { kind: 'unknown' };
  const { namespace } = best;
  const endpoints = readyEndpoints(
    view.service(namespace, service.name),
    view.slices(namespace, service.name),
    service.port ?? {},
  );
  if (endpoints.length === 0)
    return { kind: 'unavailable', service: `${namespace}/${service.name}` };
  return { kind: 'endpoint', address: endpoints[0] };
}

function* candidates(
  ingress: Ingress,
  hostname: string,
  path: string,
): Generator<Candidate> {
  const namespace = ingress.metadata?.namespace ?? 'default';
  for (const rule of ingress.spec?.rules ?? []) {
    const hostScore = scoreHost(rule.host, hostname);
    if (hostScore === undefined) continue;
    for (const { path: rulePath = '/', pathType, backend } of rule.http
      ?.paths ?? []) {
      const pathScore = scorePath(rulePath, pathType, path);
      if (pathScore)
        yield { namespace, backend, score: [hostScore, ...pathScore] };
    }
  }
  if (ingress.spec?.defaultBackend)
    yield {
      namespace,
      backend: ingress.spec.defaultBackend,
      score: [-1, 0, 0],
    };
}

function scoreHost(
  rule: string | undefined,
  hostname: string,
): number | undefined {
  if (!rule) return 0;
  const wanted = rule.toLowerCase();
  if (wanted === hostname) return 2;
  const label = wanted.startsWith('*.') ? hostname.indexOf('.') : -1;
  return label > 0 && hostname.slice(label) === wanted.slice(1) ? 1 : undefined;
}

function scorePath(
  rule: string,
  pathType: string | undefined,
  path: string,
): [number, number] | undefined {
  if (pathType === 'Exact') return rule === path ? [1, rule.length] : undefined;
  const prefix = rule.replace(/\/+$/, '');
  const matches =
    prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
  return matches ? [0, prefix.length] : undefined;
}

function isBetter(one: readonly number[], other: readonly number[]): boolean {
  const difference = one
    .map((value, index) => value - other[index])
    .find(value => value !== 0);
  return difference !== undefined && difference > 0;
}
