import { KubernetesObject } from '@amalthea/kube';

import { exampleFiles } from './support/examples';
import { providePrerequisites } from './support/gpuNode';
import { TestNamespace } from './support/TestNamespace';

describe('the examples', () => {
  let namespace: TestNamespace;
  let removePrerequisites: () => Promise<void>;

  beforeAll(async () => {
    namespace = await TestNamespace.create();
    removePrerequisites = await providePrerequisites(
      namespace.admin,
      namespace.name,
    );
    await namespace.startOperator();
  });
  afterAll(async () => {
    await removePrerequisites();
    await namespace.remove();
  });

  it.each(exampleFiles())(
    'comes up as it should: $file',
    async ({ objects }) => {
      for (const object of objects) {
        const resource = await namespace.admin.discovery.find(
          object.apiVersion,
          object.kind,
        );
        await namespace.admin.apply(
          resource,
          {
            ...object,
            metadata: { ...object.metadata, namespace: namespace.name },
          } as KubernetesObject,
          { fieldManager: 'amalthea-test', force: true },
        );
      }
      const servers = objects.filter(({ kind }) => kind === 'JupyterServer');
      expect(servers.length).toBeGreaterThan(0);
      for (const { metadata, spec } of servers) {
        const hibernated = JSON.stringify(spec).includes('"hibernated":true');
        const { status } = await namespace.serverInState(
          metadata.name,
          hibernated ? 'hibernated' : 'running',
        );
        const ready = status?.conditions?.find(({ type }) => type === 'Ready');
        expect(ready?.status).toBe(hibernated ? 'False' : 'True');
        expect(status?.create_fn?.fullServerURL).toBe(status?.url);
      }
    },
  );
});
