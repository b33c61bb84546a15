import type { EndpointSlice, Service } from '../serviceEndpoints';

/** What the name server knows about a name. */
export type DnsAnswer =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  /** A name of the cluster, or of this machine, that does not exist. */
  | { readonly kind: 'unknown' }
  /** A name of the outside world. */
  | { readonly kind: 'forward' };

export interface DnsView {
  /** Where names below `.localhost` lead: the machine, as pods reach it. */
  readonly hostAddress: string;
  service(namespace: string, name: string): Service | undefined;
  slices(namespace: string, service: string): readonly EndpointSlice[];
}

const zone = '.svc.cluster.local';

/**
 * The IPv4 addresses of a name as pods see it: Services and the pods behind headless ones as in
 * the Kubernetes DNS specification; every name below `.localhost` is the machine, so that one URL of a service on it
 * works for a browser and for a pod.
 */
export function answerName(queried: string, view: DnsView): DnsAnswer {
  const name = queried.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost')
    return { kind: 'addresses', addresses: ['127.0.0.1'] };
  if (name.endsWith('.localhost'))
    return { kind: 'addresses', addresses: [view.hostAddress] };
  if (name.endsWith(zone))
    return answerService(name.slice(0, -zone.length).split('.'), view);
  if (
    name.endsWith('.cluster.local') ||
    name.endsWith('.local') ||
    !name.includes('.')
  )
    return { kind: 'unknown' };
  return { kind: 'forward' };
}

function answerService(labels: readonly string[], view: DnsView): DnsAnswer {
  const [namespace, name, hostname, ...more] = [...labels].reverse();
  if (!namespace || !name || more.length > 0) return { kind: 'unknown' };
  const service = view.service(namespace, name);
  if (!service) return { kind: 'unknown' };
  const clusterAddress = service.spec?.clusterIP;
  if (hostname === undefined && clusterAddress && clusterAddress !== 'None') {
    return { kind: 'addresses', addresses: [clusterAddress] };
  }
  const addresses = view
    .slices(namespace, name)
    .flatMap(slice => slice.endpoints ?? [])
    .filter(endpoint => endpoint.conditions?.ready !== false)
    .filter(
      endpoint => hostname === undefined || endpoint.hostname === hostname,
    )
    .flatMap(endpoint => endpoint.addresses);
  return addresses.length > 0
    ? { kind: 'addresses', addresses }
    : { kind: 'unknown' };
}
