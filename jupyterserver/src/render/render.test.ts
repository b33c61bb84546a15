import { JupyterServerSpecInput } from '../schema/spec';
import { exampleInput } from '../__testUtils__/exampleInput';
import { render } from './render';
import { RenderConfigInput } from './renderConfig';
import { RenderError } from './renderError';

const uid = '11111111-2222-3333-4444-555555555555';

function bundle(
  spec: JupyterServerSpecInput = {},
  config: RenderConfigInput = {},
  metadata: Record<string, unknown> = {},
) {
  const input = exampleInput(spec, config, metadata);
  return render(input.server, input.config);
}

function merge(patch: Record<string, unknown>) {
  return bundle({
    patches: [
      {
        type: 'application/merge-patch+json',
        patch: JSON.parse(JSON.stringify(patch)),
      },
    ],
  });
}

describe('render', () => {
  it("gives the children in classic's order", () => {
    expect([...bundle({ storage: { pvc: { enabled: true } } }).keys()]).toEqual(
      [
        'service',
        'ingress',
        'statefulset',
        'configmap',
        'secret',
        'pvc',
        'networkpolicy',
      ],
    );
    expect([...bundle().keys()]).not.toContain('pvc');
    expect([
      ...bundle({}, { networkPolicy: { enabled: false } }).keys(),
    ]).not.toContain('networkpolicy');
  });

  it('names every child like the server, in its namespace', () => {
    for (const { metadata } of bundle().values())
      expect(metadata).toMatchObject({ name: 'ada', namespace: 'lab' });
  });

  it("labels every child, with the server's labels but not those of delivery tools", () => {
    const labels = {
      team: 'physics',
      'app.kubernetes.io/instance': 'x',
      'argocd.argoproj.io/instance': 'x',
      'kustomize.toolkit.fluxcd.io/name': 'x',
    };
    for (const [key, child] of bundle(
      {},
      { labels: { release: 'r' } },
      { labels, uid },
    )) {
      expect(child.metadata.labels).toMatchObject({
        team: 'physics',
        release: 'r',
        'app.kubernetes.io/component': 'jupyterserver',
        'app.kubernetes.io/managed-by': 'amalthea',
        'amalthea.dev/parent-name': 'ada',
        'amalthea.dev/parent-uid': uid,
        'amalthea.dev/child-key': key,
      });
      expect(
        Object.keys(child.metadata.labels ?? {}).filter(label =>
          /instance|argoproj|fluxcd/.test(label),
        ),
      ).toEqual([]);
    }
  });

  it('makes every child belong to the server, and a retained volume to nobody', () => {
    const children = bundle(
      { storage: { pvc: { enabled: true, whenDeleted: 'Retain' } } },
      {},
      { uid },
    );
    for (const [key, { metadata }] of children) {
      expect(metadata.ownerReferences).toEqual(
        key === 'pvc'
          ? undefined
          : [
              {
                apiVersion: 'amalthea.dev/v1alpha1',
                kind: 'JupyterServer',
                name: 'ada',
                uid,
                controller: true,
                blockOwnerDeletion: true,
              },
            ],
      );
    }
  });

  it('leaves out what only patches need: empty lists and maps', () => {
    expect(JSON.stringify([...bundle().values()])).not.toMatch(
      /\[\]|"(labels|annotations|nodeSelector|affinity|data)":\{\}/,
    );
  });

  it('keeps empty objects that mean something', () => {
    expect(
      JSON.stringify(bundle({ storage: { size: '' } }).get('statefulset')),
    ).toContain('"emptyDir":{}');
  });

  it('does not let patches take labels, owner or namespace away', () => {
    const patched = merge({
      service: {
        metadata: {
          labels: { 'amalthea.dev/parent-name': 'liar' },
          ownerReferences: [{ uid: 'x' }],
        },
      },
    });
    expect(patched.get('service')?.metadata).toMatchObject({
      labels: { 'amalthea.dev/parent-name': 'ada' },
    });
    expect(patched.get('service')?.metadata.ownerReferences).toBeUndefined();
  });

  it('gives a child that a patch adds name, namespace, labels and owner', () => {
    const children = merge({
      extra: { apiVersion: 'v1', kind: 'ServiceAccount' },
    });
    expect(children.get('extra')).toMatchObject({
      metadata: {
        name: 'ada',
        namespace: 'lab',
        labels: { 'amalthea.dev/child-key': 'extra' },
      },
    });
  });

  it.each([
    [{ extra: { kind: 'ConfigMap' } }, /\/extra\/apiVersion must be a text/],
    [{ extra: { apiVersion: 'v1', kind: '' } }, /\/extra\/kind must be a text/],
    [{ extra: 'text' }, /\/extra must be an object/],
    [
      { 'not a key': { apiVersion: 'v1', kind: 'ConfigMap' } },
      /must be named with at most 63 letters/,
    ],
    [
      { service: { metadata: { namespace: 'kube-system' } } },
      /\/service\/metadata\/namespace must be the namespace of the server/,
    ],
    [
      { service: { metadata: { annotations: { a: 1 } } } },
      /\/service\/metadata\/annotations\/a must be a text/,
    ],
    [
      { statefulset: { spec: { template: 'x' } } },
      /\/statefulset\/spec\/template must be an object/,
    ],
  ])('refuses what patches leave in %j', (patch, message) => {
    expect(() => merge(patch)).toThrow(message);
    expect(() => merge(patch)).toThrow(RenderError);
  });

  it('leaves out what only the API server writes, as it comes with a copy of an object', () => {
    const copied = {
      uid: '1',
      resourceVersion: '5',
      generation: 3,
      creationTimestamp: '2026-01-01T00:00:00Z',
      managedFields: [{ manager: 'kubectl' }],
      selfLink: '/api/v1/services/ada',
      finalizers: ['example.org/kept'],
    };
    const service = merge({
      service: { metadata: copied, status: { loadBalancer: {} } },
    }).get('service');
    expect(Object.keys(service?.metadata ?? {}).sort()).toEqual([
      'finalizers',
      'labels',
      'name',
      'namespace',
    ]);
    expect(service).not.toHaveProperty('status');
  });

  it('refuses one object under two keys', () => {
    const patch = [{ op: 'copy' as const, from: '/service', path: '/second' }];
    const type = 'application/json-patch+json' as const;
    expect(() => bundle({ patches: [{ type, patch }] })).toThrow(
      '/second/metadata/name must be another than that of /service, which is a Service too',
    );
    const named = [
      ...patch,
      { op: 'add' as const, path: '/second/metadata/name', value: 'ada-2' },
    ];
    expect(bundle({ patches: [{ type, patch: named }] }).size).toBe(7);
  });

  it('marks the pod with what Jupyter reads at its start', () => {
    const mark = (spec: JupyterServerSpecInput) =>
      JSON.stringify(bundle(spec).get('statefulset')).match(
        /jupyter-config-hash":"(\w{16})"/,
      )?.[1];
    expect(mark({})).toBeDefined();
    expect(mark({ jupyterServer: { defaultUrl: '/tree' } })).not.toBe(mark({}));
    expect(mark({ auth: { token: 'other' } })).toBe(mark({}));
  });
});

describe('render for Git', () => {
  const children = bundle(
    { auth: { token: 'swordfish' }, storage: { pvc: { enabled: true } } },
    { delivery: 'gitops' },
    { uid },
  );

  it('leaves to the operator what Git must not own', () => {
    expect([...children.keys()]).not.toContain('secret');
    expect(children.get('statefulset')?.spec).not.toHaveProperty('replicas');
    expect(JSON.stringify([...children.values()])).not.toMatch(
      /swordfish|ownerReferences|parent-uid|11111111/,
    );
  });

  it('protects the volume from being pruned, and has no sync waves', () => {
    expect(children.get('pvc')?.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'argocd.argoproj.io/ignore-healthcheck': 'true',
    });
    expect(JSON.stringify([...children.values()])).not.toContain('sync-wave');
  });
});
