import {
  KubeClient,
  KubernetesObject,
  resources,
  ResourceRef,
} from '@amalthea/kube';

const fieldManager = 'amalthea-test';
const storageClasses: ResourceRef = {
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  kind: 'StorageClass',
  namespaced: false,
};

interface StorageClass extends KubernetesObject {
  provisioner: string;
}

/** What some examples presuppose of a cluster: a machine with GPUs, and a storage class `fast`. */
export async function providePrerequisites(admin: KubeClient): Promise<void> {
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
  await admin.apply(
    resources.nodes,
    { metadata },
    { fieldManager, force: true },
  );
  await admin.applyStatus(
    resources.nodes,
    {
      metadata: { name: 'gpu-machine' },
      status: { capacity, allocatable: capacity },
    } as KubernetesObject,
    {
      fieldManager,
      force: true,
    },
  );
  const { items } = await admin.list<StorageClass>(storageClasses);
  const { provisioner } = items[0];
  const fast = {
    metadata: { name: 'fast' },
    provisioner,
    volumeBindingMode: 'Immediate',
  };
  await admin.apply(storageClasses, fast, { fieldManager, force: true });
}
