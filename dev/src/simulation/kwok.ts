import { join } from 'node:path';
import type { ClusterState } from '../cluster/clusterState';
import { controlPlaneFiles } from '../cluster/controlPlane';
import type { Component } from '../cluster/startComponent';

const managedAnnotation = 'kwok.x-k8s.io/node';

/** File that holds the life cycle of simulated nodes and pods. */
export function stagesFile(directory: string): string {
  return join(directory, 'kwok-stages.yaml');
}

/** The program that plays the kubelets of all simulated nodes. */
export function kwok(state: ClusterState, program: string): Component {
  return {
    name: 'kwok',
    program,
    args: [
      `--kubeconfig=${controlPlaneFiles(state.directory).systemKubeconfig(
        'system',
      )}`,
      `--config=${stagesFile(state.directory)}`,
      '--manage-all-nodes=false',
      `--manage-nodes-with-annotation-selector=${managedAnnotation}=fake`,
      '--node-lease-duration-seconds=40',
      '--cidr=10.244.0.0/16',
      '--node-ip=192.0.2.1',
    ],
  };
}

/** A node with room for more pods than any test makes. */
export function simulatedNode(index: number): {
  readonly metadata: { readonly name: string };
} {
  const name = `node-${index}`;
  const resources = {
    cpu: '10k',
    memory: '100Ti',
    'ephemeral-storage': '100Ti',
    pods: '1M',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { [managedAnnotation]: 'fake' },
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'amalthea.dev/simulated': 'true',
      },
    },
    status: { capacity: resources, allocatable: resources },
  } as { readonly metadata: { readonly name: string } };
}
