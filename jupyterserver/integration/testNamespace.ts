import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { kubectl, kubectlOutput } from './kubectl';

const crdFile = join(__dirname, '../crd/jupyterservers.amalthea.dev.yaml');

/** Installs the committed CRD and waits until the API server serves it. */
export async function installCrd(): Promise<void> {
  await kubectlOutput([
    'apply',
    '--server-side',
    '--force-conflicts',
    '--field-manager=amalthea-tests',
    '-f',
    crdFile,
  ]);
  await kubectlOutput([
    'wait',
    '--for=condition=Established',
    '--timeout=30s',
    'crd/jupyterservers.amalthea.dev',
  ]);
}

/** A namespace of its own for a test file, with the restricted pod security standard enforced. */
export async function createNamespace(): Promise<string> {
  const name = `api-${randomBytes(4).toString('hex')}`;
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
  await kubectlOutput(['create', '-f', '-'], JSON.stringify(namespace));
  return name;
}

export async function deleteNamespace(name: string): Promise<void> {
  await kubectl(['delete', 'namespace', name, '--wait=false']);
}
