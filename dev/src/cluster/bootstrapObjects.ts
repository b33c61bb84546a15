import type { ClusterNetwork } from './clusterState';

/** An object that a new cluster gets, and the path of its API. */
export interface BootstrapObject {
  readonly path: string;
  readonly object: object;
}

/** Name of the default StorageClass. */
export const storageClassName = 'standard';
/** The volumes add-on's name as a provisioner. */
export const provisioner = 'local.amalthea.dev/directory';

/** What every local cluster has: a default StorageClass, served by the volumes add-on. */
export function storageObjects(): readonly BootstrapObject[] {
  return [
    {
      path: `/apis/storage.k8s.io/v1/storageclasses/${storageClassName}`,
      object: {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: {
          name: storageClassName,
          annotations: {
            'storageclass.kubernetes.io/is-default-class': 'true',
          },
        },
        provisioner,
        reclaimPolicy: 'Delete',
        volumeBindingMode: 'Immediate',
        allowVolumeExpansion: true,
      },
    },
  ];
}

/** The IngressClass of the ingress add-on, and the Service behind which the DNS add-on answers pods. */
export function networkObjects(
  network: ClusterNetwork,
  dnsPort: number,
): readonly BootstrapObject[] {
  const dns = { name: 'kube-dns', namespace: 'kube-system' };
  return [
    {
      path: '/apis/networking.k8s.io/v1/ingressclasses/caddy',
      object: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: {
          name: 'caddy',
          annotations: {
            'ingressclass.kubernetes.io/is-default-class': 'true',
          },
        },
        spec: { controller: 'local.amalthea.dev/ingress' },
      },
    },
    {
      path: '/api/v1/namespaces/kube-system/services/kube-dns',
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: dns,
        spec: {
          clusterIP: network.dnsServiceAddress,
          ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
        },
      },
    },
    {
      path: '/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices/kube-dns',
      object: {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          ...dns,
          labels: { 'kubernetes.io/service-name': 'kube-dns' },
        },
        addressType: 'IPv4',
        endpoints: [
          { addresses: [network.hostAddress], conditions: { ready: true } },
        ],
        ports: [{ name: 'dns', port: dnsPort, protocol: 'UDP' }],
      },
    },
  ];
}
