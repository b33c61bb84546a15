import fc from 'fast-check';

const dnsLabel = fc.stringMatching(/^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$/);
const objectName = dnsLabel;
const dataKey = fc.stringMatching(/^[a-zA-Z0-9][-._a-zA-Z0-9]{0,10}$/);
const labelKey = fc.stringMatching(
  /^([a-z]{1,5}\.[a-z]{1,5}\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,8}[A-Za-z0-9])?$/,
);
const labelValue = fc.stringMatching(
  /^([A-Za-z0-9]([-_.A-Za-z0-9]{0,8}[A-Za-z0-9])?)?$/,
);
const labels = fc.dictionary(labelKey, labelValue, { maxKeys: 4 });
const printable = fc.stringMatching(/^[ -~äøπ漢]{0,20}$/);
const quantity = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.stringMatching(/^[1-9][0-9]{0,2}(Ki|Mi|Gi|k|M|G)?$/),
);
const seconds = fc.integer({ min: 0, max: 1_000_000 });
const secretKeyRef = fc.record({ name: objectName, key: dataKey });

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const oidc = fc.record({
  enabled: fc.constant(true),
  issuerUrl: fc
    .stringMatching(
      /^https?:\/\/[a-z]{1,6}(\.[a-z]{2,4})?(:[1-9][0-9]{1,3})?(\/[-\w.~]{0,6})?$/,
    )
    .filter(url => URL.canParse(url)),
  clientId: fc.stringMatching(/^[ -~]{1,10}$/),
  clientSecret: some(
    fc.oneof(fc.record({ value: printable }), fc.record({ secretKeyRef })),
  ),
  authorizedEmails: some(
    fc.array(fc.stringMatching(/^[a-z']{1,6}@[a-z]{1,6}\.org$/), {
      maxLength: 3,
    }),
  ),
  authorizedGroups: some(fc.array(printable, { maxLength: 3 })),
  authorizedSubjects: some(fc.array(printable, { maxLength: 3 })),
  match: some(fc.constantFrom('All' as const, 'Any' as const)),
  scopes: some(fc.array(fc.constantFrom('openid', 'email', 'groups'))),
});

const auth = fc.oneof(
  fc.record({ token: some(printable) }),
  fc.record({ tokenSecretRef: secretKeyRef }),
  fc.record({ token: some(printable), oidc }),
);

const toleration = fc.oneof(
  fc.record({
    key: labelKey,
    operator: fc.constant('Exists' as const),
    effect: some(fc.constantFrom('NoSchedule' as const, 'NoExecute' as const)),
  }),
  fc.record({ key: labelKey, value: labelValue }),
  fc.record({
    operator: fc.constant('Exists' as const),
    effect: fc.constant('NoExecute' as const),
    tolerationSeconds: fc.integer({ min: 0, max: 1000 }),
  }),
);

const environment = fc.uniqueArray(
  fc.oneof(
    fc.record({
      name: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,10}$/),
      value: some(printable),
    }),
    fc.record({
      name: fc.stringMatching(/^[A-Z][A-Z0-9_]{0,10}$/),
      valueFrom: fc.record({ secretKeyRef }),
    }),
  ),
  { selector: ({ name }) => name, maxLength: 4 },
);

const jupyter = fc.record(
  {
    image: fc.stringMatching(
      /^[a-z0-9]{1,8}(\/[a-z0-9]{1,8})?(:[a-z0-9]{1,5})?$/,
    ),
    defaultUrl: printable,
    resources: fc.record(
      {
        requests: fc.record({
          cpu: quantity,
          'example.org/gpu': fc.constant(1),
        }),
        limits: fc.record({
          memory: quantity,
          'example.org/gpu': fc.constant(1),
        }),
      },
      { requiredKeys: ['requests', 'limits'] },
    ),
    hibernated: fc.boolean(),
    env: environment,
    imagePullPolicy: fc.constantFrom('Always' as const, 'Never' as const),
    imagePullSecrets: fc.uniqueArray(fc.record({ name: objectName }), {
      selector: ({ name }) => name,
      maxLength: 2,
    }),
    nodeSelector: labels,
    tolerations: fc.array(toleration, { maxLength: 3 }),
    priorityClassName: objectName,
    serviceAccountName: objectName,
    shmSize: quantity,
  },
  { requiredKeys: [] },
);

const routing = fc.record(
  {
    host: fc
      .array(dnsLabel, { minLength: 1, maxLength: 3 })
      .map(parts => parts.join('.')),
    path: fc
      .array(fc.stringMatching(/^([A-Za-z0-9_~!&'=:@,-]|%2[0-9]){1,8}$/), {
        maxLength: 3,
      })
      .filter(segments => !segments.some(segment => /%2[fF]/.test(segment)))
      .map(segments => `/${segments.join('/')}`),
    ingressAnnotations: fc.dictionary(labelKey, printable, { maxKeys: 3 }),
    ingressClassName: objectName,
    tls: fc.record(
      { enabled: fc.boolean(), secretName: objectName },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ['host'] },
);

const storage = fc.record({
  size: fc.oneof(quantity, fc.constant('')),
  pvc: fc.record(
    {
      enabled: fc.boolean(),
      storageClassName: objectName,
      accessModes: fc.constantFrom(
        ['ReadWriteMany' as const],
        ['ReadWriteOnce' as const, 'ReadWriteMany' as const],
      ),
      whenDeleted: fc.constantFrom('Delete' as const, 'Retain' as const),
    },
    { requiredKeys: [] },
  ),
});

const culling = fc.record(
  {
    idleSecondsThreshold: seconds,
    maxAgeSecondsThreshold: seconds,
    startingSecondsThreshold: seconds,
    failedSecondsThreshold: seconds,
    hibernatedSecondsThreshold: seconds,
    cpuMillicoresIdleThreshold: seconds,
  },
  { requiredKeys: [] },
);

const folder = fc
  .stringMatching(/^\/[a-z]{4,8}(\/[a-z]{1,5}){0,2}$/)
  .filter(path => !/^\/(proc|sys|dev)(\/|$)/.test(path));

/** JupyterServers that must be accepted, over all fields; patches are left to their own tests. */
export const arbitraryServer = fc
  .record({
    metadata: fc.record({
      name: fc.stringMatching(/^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/),
      namespace: fc.constant('default'),
      labels,
      annotations: fc.dictionary(labelKey, printable, { maxKeys: 2 }),
    }),
    auth,
    culling: some(culling),
    jupyterServer: jupyter,
    routing,
    storage,
    updatePolicy: some(
      fc.constantFrom('OnRestart' as const, 'Immediate' as const),
    ),
    mountPath: folder,
    below: fc.constantFrom('', '/', '/course'),
  })
  .map(({ metadata, mountPath, below, ...spec }) => ({
    apiVersion: 'amalthea.dev/v1alpha1',
    kind: 'JupyterServer',
    metadata,
    spec: {
      ...spec,
      jupyterServer: { ...spec.jupyterServer, rootDir: `${mountPath}${below}` },
      storage: { ...spec.storage, pvc: { ...spec.storage.pvc, mountPath } },
    },
  }));
