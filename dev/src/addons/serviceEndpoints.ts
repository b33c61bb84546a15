import type { KubernetesObject } from '@amalthea/kube';

export interface Service extends KubernetesObject {
  readonly spec?: {
    readonly clusterIP?: string;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port: number;
    }[];
  };
}

export interface EndpointSlice extends KubernetesObject {
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly hostname?: string;
    readonly conditions?: { readonly ready?: boolean };
  }[];
  readonly ports?:
    | readonly { readonly name?: string; readonly port?: number }[]
    | null;
}

/** Label by which an EndpointSlice names its Service. */
export const serviceNameLabel = 'kubernetes.io/service-name';

export interface ServicePort {
  readonly name?: string;
  readonly number?: number;
}

/** The `address:port` of each ready endpoint behind a port of a Service. */
export function readyEndpoints(
  service: Service | undefined,
  slices: readonly EndpointSlice[],
  wanted: ServicePort,
): readonly string[] {
  const servicePort = service?.spec?.ports?.find(port =>
    wanted.name ? port.name === wanted.name : port.port === wanted.number,
  );
  if (!servicePort) return [];
  return slices.flatMap(slice => {
    const port = slice.ports?.find(
      candidate => (candidate.name ?? '') === (servicePort.name ?? ''),
    )?.port;
    if (port === undefined) return [];
    return (slice.endpoints ?? [])
      .filter(endpoint => endpoint.conditions?.ready !== false)
      .flatMap(endpoint =>
        endpoint.addresses.slice(0, 1).map(address => `${address}:${port}`),
      );
  });
}
