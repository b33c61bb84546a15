import { Json, JsonObject } from '../kubernetes/json';

function set(
  spec: JsonObject,
  path: readonly string[],
  value: Json,
): JsonObject {
  const [step, ...rest] = path;
  const member = spec[step];
  const inner =
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? member
      : {};
  return {
    ...spec,
    [step]: rest.length === 0 ? value : set(inner, rest, value),
  };
}

const texts = [
  '',
  ' ',
  '/',
  '//',
  '///',
  '.',
  '..',
  '/.',
  '/..',
  '/a',
  '/a/',
  '/a//b',
  '/a/./b',
  '/a/../b',
  'a',
  'a/b',
  'A',
  'a.b',
  '-a',
  'a-',
  'a_b',
  'ä',
  '漢',
  'a b',
  'a\nb',
  'a\tb',
  'a\u0000b',
  'a\u007fb',
  'a\u0085b',
  'a\u00a0b',
  'a\u2028b',
  'a"b',
  "a'b",
  'a\\b',
  'a`b',
  'a$b',
  'a;b',
  'a:b',
  'a@b',
  'a%b',
  'a%20b',
  'a%2Fb',
  'a?b',
  'a#b',
  'a+b',
  'a*b',
  '*.a',
  '[::1]',
  '1.2.3.4',
  '1',
  '01',
  '0x1',
  'a.0x1',
  '1e3',
  '-1',
  '+1',
  '1Gi',
  '1 Gi',
  '1gi',
  '0',
  '-0',
  '.5',
  '5.',
  '1.5Gi',
  '100m',
  '1e100',
  '1e-100',
  '1e1000',
  'Gi',
  'http://a',
  'https://a',
  'https://a/',
  'https://a:1',
  'https://a:99999',
  'https://a/b/c',
  'https://a?b',
  'https://a/#b',
  'https://u:p@a',
  'https://[::1]/x',
  'https://',
  'HTTPS://a',
  'https://a_b/',
  'https://a/%zz',
  'https://a/ä',
  '/home/jovyan/work',
  '/home/jovyan/work/',
  '/home/jovyan/work2',
  '/home/jovyan/work/a',
  '/home/jovyan',
  '/home//jovyan/work',
  '/home/./jovyan/work/./a',
  '/home/jovyan/work/../..',
  '/proc',
  '/proc/self',
  '/procs',
  '/dev/shm',
  '/etc/jupyter_server_secrets/x',
  'image:tag',
  'r.org:5000/a/b@sha256:00',
  'image:',
  '__proto__',
  'constructor',
  'a'.repeat(63),
  'a'.repeat(64),
  'a'.repeat(253),
  'a'.repeat(254),
  `${'a.'.repeat(127)}a/b`,
  'true',
  'null',
];

const values: readonly Json[] = [
  ...texts,
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  1e21,
  [],
  {},
  ['a'],
  { a: 'b' },
];

const oidc = { enabled: true, issuerUrl: 'https://i.org', clientId: 'c' };
const valid: JsonObject = { routing: { host: 'a.org' } };
const validOidc: JsonObject = { ...valid, auth: { oidc } };
const validPvc: JsonObject = { ...valid, storage: { pvc: { enabled: true } } };

/** Fields that take any of the values in turn. */
const places: readonly (readonly [JsonObject, readonly string[]])[] = [
  [valid, ['routing', 'host']],
  [valid, ['routing', 'path']],
  [valid, ['routing', 'ingressClassName']],
  [
    { routing: { host: 'a.org', tls: { enabled: true } } },
    ['routing', 'tls', 'secretName'],
  ],
  [valid, ['routing', 'tls', 'secretName']],
  [valid, ['routing', 'gateway']],
  [valid, ['jupyterServer', 'image']],
  [valid, ['jupyterServer', 'defaultUrl']],
  [valid, ['jupyterServer', 'rootDir']],
  [valid, ['jupyterServer', 'priorityClassName']],
  [valid, ['jupyterServer', 'serviceAccountName']],
  [valid, ['jupyterServer', 'shmSize']],
  [valid, ['jupyterServer', 'hibernated']],
  [valid, ['storage', 'size']],
  [validPvc, ['storage', 'size']],
  [
    { ...valid, jupyterServer: { rootDir: '/a' } },
    ['storage', 'pvc', 'mountPath'],
  ],
  [valid, ['storage', 'pvc', 'mountPath']],
  [validPvc, ['storage', 'pvc', 'storageClassName']],
  [valid, ['auth', 'token']],
  [valid, ['auth', 'tokenSecretRef']],
  [validOidc, ['auth', 'oidc', 'issuerUrl']],
  [validOidc, ['auth', 'oidc', 'clientId']],
  [valid, ['auth', 'oidc', 'issuerUrl']],
  [validOidc, ['auth', 'oidc', 'clientSecret']],
  [validOidc, ['auth', 'oidc', 'clientSecret', 'value']],
  [validOidc, ['auth', 'oidc', 'scopes']],
  [valid, ['auth', 'oidc', 'match']],
  [valid, ['culling', 'idleSecondsThreshold']],
  [valid, ['culling', 'cpuMillicoresIdleThreshold']],
  [valid, ['updatePolicy']],
  [valid, ['patches']],
  [valid, ['auth']],
  [valid, ['storage']],
];

const listed: readonly JsonObject[] = texts.flatMap(text => [
  set(valid, ['jupyterServer', 'env'], [{ name: text, value: text }]),
  set(
    valid,
    ['jupyterServer', 'tolerations'],
    [{ key: text, operator: 'Exists' }],
  ),
  set(valid, ['jupyterServer', 'tolerations'], [{ key: 'a', value: text }]),
  ...['name', 'namespace', 'sectionName', 'group', 'kind'].map(field =>
    set(
      valid,
      ['routing', 'gateway', 'parentRefs'],
      [{ name: 'g', [field]: text }],
    ),
  ),
  set(validOidc, ['auth', 'oidc', 'scopes'], [text]),
  set(validOidc, ['auth', 'oidc', 'clientSecret'], {
    secretKeyRef: { name: text, key: 'k' },
  }),
  set(validOidc, ['auth', 'oidc', 'clientSecret'], {
    secretKeyRef: { name: 's', key: text },
  }),
  set(valid, ['auth', 'tokenSecretRef'], { name: text, key: 'k' }),
  set(valid, ['auth', 'tokenSecretRef'], { name: 's', key: text }),
]);

const parentRefLists: readonly JsonObject[][] = [
  [{ name: 'g' }, { name: 'g' }],
  [{ name: 'g' }, { name: 'g', kind: 'Gateway' }],
  [{ name: 'g' }, { name: 'g', group: 'gateway.networking.k8s.io' }],
  [{ name: 'g' }, { name: 'g', kind: 'Service', group: '' }],
  [{ name: 'g' }, { name: 'g', namespace: 'n' }],
  [{ name: 'g' }, { name: 'g', sectionName: 's' }],
  [
    { name: 'g', sectionName: 's' },
    { name: 'g', sectionName: 's' },
  ],
  [
    { name: 'g', sectionName: 's' },
    { name: 'g', sectionName: 't' },
  ],
  [
    { name: 'g', port: 80 },
    { name: 'g', port: 81 },
  ],
];

const combined: readonly JsonObject[] = [
  {},
  set(valid, ['jupyterServer', 'env'], [{ name: 'A' }, { name: 'A' }]),
  set(valid, ['jupyterServer', 'env'], [{ name: 'JUPYTER_TOKEN' }]),
  set(
    valid,
    ['jupyterServer', 'env'],
    [
      {
        name: 'A',
        value: 'b',
        valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
      },
    ],
  ),
  set(valid, ['jupyterServer', 'env'], [{ name: 'A', valueFrom: {} }]),
  set(
    valid,
    ['jupyterServer', 'imagePullSecrets'],
    [{ name: 'a' }, { name: 'a' }],
  ),
  set(valid, ['jupyterServer', 'tolerations'], [{}]),
  set(
    valid,
    ['jupyterServer', 'tolerations'],
    [{ operator: 'Exists', value: 'a' }],
  ),
  set(
    valid,
    ['jupyterServer', 'tolerations'],
    [{ key: 'a', tolerationSeconds: 1 }],
  ),
  set(valid, ['storage', 'pvc', 'accessModes'], []),
  set(
    valid,
    ['storage', 'pvc', 'accessModes'],
    ['ReadWriteOncePod', 'ReadWriteOnce'],
  ),
  set(valid, ['auth'], { token: 'a', tokenSecretRef: { name: 's', key: 'k' } }),
  set(valid, ['auth'], { token: '', tokenSecretRef: { name: 's', key: 'k' } }),
  set(valid, ['auth', 'oidc'], { enabled: true }),
  set(valid, ['auth', 'oidc'], { clientSecret: {} }),
  set(valid, ['patches'], [{}]),
  set(valid, ['patches'], [{ type: 'application/json-patch+json' }]),
  set(
    valid,
    ['patches'],
    [{ type: 'application/merge-patch+json', patch: null }],
  ),
  set(
    valid,
    ['patches'],
    [{ type: 'application/json-patch+json', patch: 'nonsense' }],
  ),
  set(valid, ['routing'], {
    host: 'a.org',
    ingressClassName: 'n',
    gateway: { parentRefs: [{ name: 'g' }] },
  }),
  set(valid, ['routing'], {
    host: 'a.org',
    gateway: { parentRefs: [{ name: 'g', port: 0 }] },
  }),
  ...parentRefLists.map(parentRefs =>
    set(valid, ['routing', 'gateway'], { parentRefs }),
  ),
];

/** JupyterServers in which one thing is unusual; some are valid all the same. For tests that compare two judges. */
export const hostileServers: readonly JsonObject[] = [
  ...places.flatMap(([base, path]) =>
    values.map(value => set(base, path, value)),
  ),
  ...listed,
  ...combined,
].map(spec => ({
  apiVersion: 'amalthea.dev/v1alpha1',
  kind: 'JupyterServer',
  spec,
}));
