import { kubectl } from '../kubernetes/tools';
import { notebookImage } from '../product/exampleServers';

/** The token that classic has put into the server's Secret. */
export const classicToken = 'given-by-classic';

/** A pod that stays up without being a Jupyter server: who runs in it does not matter to who takes it over. */
const idle = {
  image: notebookImage,
  imagePullPolicy: 'Never',
  command: ['sleep', 'infinity'],
  securityContext: { runAsUser: 1000, runAsGroup: 100 },
};

/** Leaves a server as Amalthea classic does: its finalizer, its children with its labels, its two containers. */
export async function createClassicServer(
  name: string,
  namespace: string,
): Promise<void> {
  const server = {
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: {
      name,
      namespace,
      finalizers: ['kopf.zalando.org/KopfFinalizerMarker'],
    },
    spec: {
      jupyterServer: { image: notebookImage },
      routing: { host: `${name}.localhost`, path: '/work' },
      storage: { size: '1Gi', pvc: { enabled: true } },
    },
  };
  await kubectl(['create', '--filename=-'], JSON.stringify(server));
  const uid = await kubectl([
    'get',
    `jupyterserver/${name}`,
    `--namespace=${namespace}`,
    '--output=jsonpath={.metadata.uid}',
  ]);
  const items = children(name, namespace, uid);
  await kubectl(
    ['create', '--filename=-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  );
}

function children(name: string, namespace: string, uid: string): object[] {
  const labels = (childKey: string) => ({
    'app.kubernetes.io/component': 'jupyterserver',
    'amalthea.dev/parent-uid': uid,
    'amalthea.dev/parent-name': name,
    'amalthea.dev/child-key': childKey,
    app: name,
  });
  const child = (
    key: string,
    apiVersion: string,
    kind: string,
    rest: object,
  ) => ({
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels: labels(key),
      ownerReferences: [
        {
          apiVersion: 'amalthea.dev/v1alpha1',
          kind: 'JupyterServer',
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    ...rest,
  });
  const workspace = { name: 'workspace', mountPath: '/home/jovyan/work' };
  return [
    child('service', 'v1', 'Service', {
      spec: {
        clusterIP: 'None',
        ports: [{ name: 'http', port: 80, targetPort: 4180 }],
        selector: { app: name },
      },
    }),
    child('configmap', 'v1', 'ConfigMap', {
      data: { 'jupyter_server_config.py': 'c.ServerApp.port=8888' },
    }),
    child('secret', 'v1', 'Secret', {
      stringData: {
        jupyterServerAppToken: classicToken,
        jupyterServerCookieSecret: 'ab'.repeat(32),
      },
    }),
    child('pvc', 'v1', 'PersistentVolumeClaim', {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    }),
    child('statefulset', 'apps/v1', 'StatefulSet', {
      spec: {
        podManagementPolicy: 'Parallel',
        replicas: 1,
        serviceName: name,
        selector: { matchLabels: { app: name } },
        template: {
          metadata: {
            labels: {
              ...labels('statefulset'),
              'amalthea.dev/main-pod': 'true',
            },
          },
          spec: {
            terminationGracePeriodSeconds: 1,
            securityContext: { fsGroup: 100 },
            containers: [
              { ...idle, name: 'jupyter-server', volumeMounts: [workspace] },
              { ...idle, name: 'passthrough-proxy' },
            ],
            volumes: [
              {
                name: 'workspace',
                persistentVolumeClaim: { claimName: name },
              },
            ],
          },
        },
      },
    }),
  ];
}
