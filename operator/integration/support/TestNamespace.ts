import { crd, JupyterServerStatus } from '@amalthea/jupyterserver';
import {
  isNotFound,
  KubeClient,
  KubernetesObject,
  ResourceRef,
  resources,
} from '@amalthea/kube';
import { KubeConfig } from '@kubernetes/client-node';
import { randomBytes } from 'node:crypto';

import { jupyterServers } from '../../src/controller/kinds';
import { resourceTable } from '../../src/controller/resourceTable';
import {
  RunningOperator,
  SettingName,
  startOperator,
} from '../../src/process/startOperator';
import { eventually } from './eventually';
import { LogLines } from './LogLines';

/** A JupyterServer as the API server gives it. */
export interface StoredServer extends KubernetesObject {
  spec: Record<string, unknown>;
  status?: JupyterServerStatus;
}

const fieldManager = 'amalthea-test';
const rbac = (plural: string, kind: string): ResourceRef => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced: true,
});

/** A namespace of its own for a test, with exactly the rights of the resource table for the user `operator`. */
export class TestNamespace {
  readonly #operators: RunningOperator[] = [];

  private constructor(readonly name: string, readonly admin: KubeClient) {}

  static async create(): Promise<TestNamespace> {
    const admin = KubeClient.fromFile(kubeconfigFile(), {
      userAgent: 'amalthea-test',
    });
    await admin.apply(
      resources.customResourceDefinitions,
      crd as KubernetesObject,
      { fieldManager, force: true },
    );
    await eventually('JupyterServers are served', () =>
      admin.list(jupyterServers, { limit: 1 }),
    );
    const name = `operator-${randomBytes(4).toString('hex')}`;
    await admin.apply(
      resources.namespaces,
      { metadata: { name } },
      { fieldManager },
    );
    const namespace = new TestNamespace(name, admin);
    await namespace.grantRights();
    return namespace;
  }

  /** Starts an operator in this process, for this namespace, as the user `operator`. */
  async startOperator(
    settings: Readonly<Partial<Record<SettingName, string>>> = {},
    options: { readonly kubeConfig?: KubeConfig; readonly log?: LogLines } = {},
  ): Promise<RunningOperator> {
    const operator = await startOperator({
      settings: {
        namespaces: this.name,
        'operator-namespace': this.name,
        'http-port': '0',
        'http-host': '127.0.0.1',
        ...settings,
      },
      kubeConfig: options.kubeConfig ?? operatorKubeConfig(),
      log: (options.log ?? new LogLines()).logger,
    });
    this.#operators.push(operator);
    return operator;
  }

  apply(
    spec: object,
    metadata: { name: string; annotations?: Record<string, string> },
  ): Promise<StoredServer> {
    return this.admin.apply<StoredServer>(
      jupyterServers,
      {
        metadata: { ...metadata, namespace: this.name },
        spec,
      } as KubernetesObject,
      { fieldManager, force: true },
    );
  }

  server(name: string): Promise<StoredServer> {
    return this.admin.get<StoredServer>(jupyterServers, {
      namespace: this.name,
      name,
    });
  }

  /** Waits until the server's status satisfies a condition. */
  serverWhen(
    name: string,
    what: string,
    holds: (status: JupyterServerStatus) => boolean,
  ): Promise<StoredServer> {
    return eventually(`${name} ${what}`, async () => {
      const server = await this.server(name);
      return server.status && holds(server.status) ? server : undefined;
    });
  }

  serverInState(name: string, state: string): Promise<StoredServer> {
    return this.serverWhen(
      name,
      `is ${state}`,
      status => status.state === state,
    );
  }

  get<T extends KubernetesObject>(
    resource: ResourceRef,
    name: string,
  ): Promise<T> {
    return this.admin.get<T>(resource, { namespace: this.name, name });
  }

  async exists(resource: ResourceRef, name: string): Promise<boolean> {
    try {
      await this.get(resource, name);
      return true;
    } catch (error) {
      if (isNotFound(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Waits until an object does not exist any more. */
  async untilGone(resource: ResourceRef, name: string): Promise<void> {
    await eventually(
      `no ${resource.kind} ${name}`,
      async () => !(await this.exists(resource, name)),
    );
  }

  /** Waits until no object of a resource is left. */
  async untilNoneIsLeft(resource: ResourceRef): Promise<void> {
    await eventually(`no ${resource.kind} is left`, async () => {
      const { items } = await this.admin.list(resource, {
        namespace: this.name,
      });
      return items.length === 0;
    });
  }

  /** Stops the operators, fails if one of them was ever refused for lack of rights, removes the namespace. */
  async remove(): Promise<void> {
    const refusals: string[] = [];
    for (const operator of this.#operators) {
      refusals.push(...(await refusedRequests(operator)));
      await operator.stop().catch(() => {});
    }
    await this.admin.delete(resources.namespaces, { name: this.name });
    await this.admin.close();
    if (refusals.length > 0) {
      throw new Error(
        `The operator asked for what its roles do not grant:\n${refusals.join(
          '\n',
        )}`,
      );
    }
  }

  private async grantRights(): Promise<void> {
    const metadata = { name: 'amalthea-operator', namespace: this.name };
    const rules = resourceTable().map(({ group, resource, verbs }) => ({
      apiGroups: [group],
      resources: [resource],
      verbs: [...verbs],
    }));
    const role = { metadata, rules };
    await this.admin.apply(rbac('roles', 'Role'), role, { fieldManager });
    const binding = {
      metadata,
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'amalthea-operator',
      },
      subjects: [
        {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'User',
          name: 'amalthea-operator',
        },
      ],
    };
    await this.admin.apply(rbac('rolebindings', 'RoleBinding'), binding, {
      fieldManager,
    });
    await this.untilRightsAreKnown();
  }

  /** The API server decides from a mirror of roles and bindings that lags behind what was written. */
  private async untilRightsAreKnown(): Promise<void> {
    const client = KubeClient.fromKubeConfig(operatorKubeConfig());
    try {
      await eventually('the rights of the operator are known', () =>
        client.list(jupyterServers, { namespace: this.name, limit: 1 }),
      );
    } finally {
      await client.close();
    }
  }
}

/** The lines of the metrics that count requests answered with 403. */
async function refusedRequests(
  operator: RunningOperator,
): Promise<readonly string[]> {
  const metrics = await fetch(`http://127.0.0.1:${operator.port}/metrics`).then(
    response => response.text(),
    () => '',
  );
  return metrics
    .split('\n')
    .filter(line => /^rest_client_requests_total\{.*code="403"/.test(line));
}

function kubeconfigFile(): string {
  const file = process.env.KUBECONFIG;
  if (!file) {
    throw new Error(
      'KUBECONFIG is not set: run these tests with `npm test`, or start a cluster first.',
    );
  }
  return file;
}

/** The credentials of the user `operator`. */
export function operatorKubeConfig(): KubeConfig {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(kubeconfigFile());
  kubeConfig.setCurrentContext('operator');
  return kubeConfig;
}
