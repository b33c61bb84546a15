import {
  KubeClient,
  KubernetesObject,
  resources,
  ResourceRef,
} from '@amalthea/kube';

const fieldManager = 'amalthea-test';
const clusterScoped = (
  group: string,
  plural: string,
  kind: string,
): ResourceRef => ({
  group,
  version: 'v1',
  plural,
  kind,
  namespaced: false,
});
const volumes = clusterScoped('', 'persistentvolumes', 'PersistentVolume');

/**
 * What some examples presuppose of a cluster: a machine with GPUs, and a volume of the class `fast` for the
 * server `gpu` of this namespace.
 *
 * @returns removes the volume
 */
export async function providePrerequisites(
  admin: KubeClient,
  namespace: string,
): Promise<() => Promise<void>> {
  const forced = { fieldManager, force: true };
  const capacity = {
    cpu: '64',
    memory: '512Gi',
    pods: '100',
    'ephemeral-storage': '1Ti',
    'nvidia.com/gpu': '8',
  };
  const metadata = {
    name: 'gpu-machine',
    labels: { gpu: 'true', 'kubernetes.io/hostname': 'gpu-machine' },
    annotations: { 'kwok.x-k8s.io/node': 'fake' },
  };
  await admin.apply(resources.nodes, { metadata }, forced);
  const node = {
    metadata: { name: 'gpu-machine' },
    status: { capacity, allocatable: capacity },
  };
  await admin.applyStatus(resources.nodes, node as KubernetesObject, forced);
  const name = `fast-${namespace}`;
  const volume = {
    metadata: { name },
    spec: {
      capacity: { storage: '100Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      claimRef: { namespace, name: 'gpu' },
      hostPath: { path: '/nowhere' },
    },
  };
  await admin.apply(volumes, volume as KubernetesObject, forced);
  return async () => {
    await admin.delete(volumes, { name });
  };
}
