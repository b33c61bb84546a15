import { gatewayApiDefinitions } from '@amalthea/dev';
import {
  defaultRenderConfig,
  formatDocuments,
  Json,
  parseJupyterServer,
  render,
} from '../src';
import { kubectl, kubectlOutput } from './kubectl';
import { createNamespace, deleteNamespace } from './testNamespace';

let namespace: string;

beforeAll(async () => {
  for (const definition of await gatewayApiDefinitions(process.env))
    await kubectlOutput(
      ['apply', '--server-side', '-f', '-'],
      JSON.stringify(definition),
    );
  await kubectlOutput([
    'wait',
    '--for=condition=Established',
    '--timeout=30s',
    'crd/httproutes.gateway.networking.k8s.io',
  ]);
  namespace = await createNamespace();
});

afterAll(() => deleteNamespace(namespace));

function httpRoute(routing: Json): string {
  const result = parseJupyterServer({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata: { name: 'routed', namespace },
    spec: { routing },
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const route = render(result.server, defaultRenderConfig).get('ingress');
  expect(route?.kind).toBe('HTTPRoute');
  return formatDocuments(route ? [route] : []);
}

const parentRefs = [{ name: 'public' }];

describe('an HTTPRoute', () => {
  it.each<[string, Json]>([
    ['of a host', { host: 'a.org', gateway: { parentRefs } }],
    [
      'of a name without a point',
      { host: 'localhost', gateway: { parentRefs } },
    ],
    [
      'of a path with all characters that a path may have',
      { host: 'a.org', path: "/a%20b/!&'=:@,~._-", gateway: { parentRefs } },
    ],
    [
      'of the longest path',
      {
        host: 'a.org',
        path: `/${'a'.repeat(1023)}`,
        gateway: { parentRefs },
      },
    ],
    [
      'of the longest host',
      {
        host: `${`${'a'.repeat(63)}.`.repeat(3)}${'a'.repeat(61)}`,
        gateway: { parentRefs },
      },
    ],
    [
      'with every field of a reference',
      {
        host: 'a.org',
        gateway: {
          parentRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: 'public',
              namespace: 'gateways',
              sectionName: 'https',
              port: 443,
            },
            { name: 'public', namespace: 'gateways', sectionName: 'http' },
            { group: '', kind: 'Service', name: 'mesh' },
          ],
        },
      },
    ],
    [
      'of 32 Gateways',
      {
        host: 'a.org',
        gateway: {
          parentRefs: Array.from({ length: 32 }, (_, index) => ({
            name: `gateway-${index}`,
          })),
        },
      },
    ],
  ])('%s is accepted by the Gateway API', async (_name, routing) => {
    const { succeeded, stderr } = await kubectl(
      ['create', '--dry-run=server', '--validate=strict', '-f', '-'],
      httpRoute(routing),
    );
    expect([succeeded, stderr]).toEqual([true, '']);
  });

  it('changes nothing when it is applied again', async () => {
    const text = httpRoute({ host: 'a.org', gateway: { parentRefs } });
    const apply = async () => {
      const output = await kubectlOutput(
        [
          'apply',
          '--server-side',
          '--field-manager=amalthea-operator',
          '-o',
          'jsonpath={.metadata.resourceVersion}',
          '-f',
          '-',
        ],
        text,
      );
      return output;
    };
    const first = await apply();
    expect(await apply()).toBe(first);
  });
});
