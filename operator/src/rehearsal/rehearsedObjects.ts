import { fieldManagers } from '@amalthea/jupyterserver';
import { KubernetesObject } from '@amalthea/kube';

import { isRecord } from '../plan/compare/listKeys';

const createdAt = '2026-01-01T00:00:00Z';

/** A JupyterServer that exists nowhere, as the API server would send it. */
export function rehearsedServer(
  index: number,
  status: unknown,
): KubernetesObject {
  const name = `rehearsal-${index}`;
  return overTheWire({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: {
      name,
      namespace: 'rehearsal',
      uid: `uid-${name}`,
      generation: 1,
      resourceVersion: '1',
      creationTimestamp: createdAt,
    },
    spec: {
      routing: { host: 'rehearsal.invalid', path: `/${name}` },
      jupyterServer: { resources: { requests: { cpu: '500m' } } },
      // Half of the servers that people make keep their files.
      storage: { size: '1Gi', pvc: { enabled: index % 2 === 0 } },
    },
    status,
  });
}

/**
 * What the API server would answer to the creation of a child.
 *
 * @param applied - whether it was created by an apply; random values are not, see the Secret
 */
export function rehearsedChild(
  object: object,
  name: string,
  version: number,
  applied: boolean,
): KubernetesObject {
  const child = object as KubernetesObject;
  return overTheWire({
    ...child,
    metadata: {
      ...child.metadata,
      uid: `uid-${child.kind}-${name}`,
      resourceVersion: String(version),
      generation: 1,
      creationTimestamp: createdAt,
      managedFields: [
        {
          manager: fieldManagers.operator,
          operation: applied ? 'Apply' : 'Update',
          fieldsV1: fieldsOf(child),
        },
        {
          manager: 'kube-controller-manager',
          operation: 'Update',
          subresource: 'status',
          fieldsV1: { 'f:status': {} },
        },
      ],
    },
  });
}

/** The pod of a server as its kubelet tells of it. */
export function rehearsedPod(name: string, runs: boolean): unknown {
  const containers = ['jupyter-server', 'authz'];
  return overTheWire({
    metadata: {
      name: `${name}-0`,
      uid: `uid-pod-${name}`,
      creationTimestamp: createdAt,
      labels: { 'controller-revision-hash': `${name}-1` },
    },
    spec: { nodeName: 'node' },
    status: {
      phase: runs ? 'Running' : 'Pending',
      conditions: [
        'PodScheduled',
        'Initialized',
        'ContainersReady',
        'Ready',
      ].map(type => ({
        type,
        status: runs || type === 'PodScheduled' ? 'True' : 'False',
      })),
      containerStatuses: containers.map(container => ({
        name: container,
        ready: runs,
        started: runs,
        restartCount: 0,
        state: runs
          ? { running: { startedAt: createdAt } }
          : { waiting: { reason: 'ContainerCreating' } },
      })),
    },
  });
}

/** A slice of the endpoints of a server's Service. */
export function rehearsedEndpoints(ready: boolean): unknown {
  return overTheWire({ endpoints: [{ conditions: { ready } }] });
}

/** Reading and writing JSON is part of what is rehearsed. */
function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** The format FieldsV1 of managed fields, as far as maps go. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, below]) => [
          `f:${name}`,
          fieldsOf(below),
        ]),
      )
    : {};
}
