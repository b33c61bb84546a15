import { readSettings, SettingsError } from './readSettings';

function problemsOf(
  words: readonly string[],
  environment: Record<string, string> = {},
): readonly string[] {
  try {
    readSettings(words, environment);
  } catch (error) {
    return (error as SettingsError).problems;
  }
  return [];
}

describe('readSettings', () => {
  it('has defaults for everything', () => {
    expect(readSettings([], {})).toMatchObject({
      clusterWide: false,
      namespaces: [],
      leaderElection: true,
      concurrency: 40,
      httpPort: 8080,
      logLevel: 'info',
      networkPolicyEgressExcept: [
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
      ],
    });
  });

  it('takes flags in both forms before variables, and variables before defaults', () => {
    const environment = {
      AMALTHEA_HTTP_PORT: '1',
      AMALTHEA_CONCURRENCY: '2',
      AMALTHEA_NAMESPACES: 'a, b',
    };
    const settings = readSettings(
      ['--http-port', '3', '--log-level=debug'],
      environment,
    );
    expect(settings).toMatchObject({
      httpPort: 3,
      concurrency: 2,
      namespaces: ['a', 'b'],
      logLevel: 'debug',
    });
  });

  it('ignores variables that are not settings: Kubernetes adds its own', () => {
    expect(
      problemsOf([], { AMALTHEA_OPERATOR_SERVICE_HOST: '10.0.0.1' }),
    ).toEqual([]);
  });

  it('reports all problems at once, each with its source and what was given', () => {
    const words = [
      '--concurrency',
      'many',
      '--bogus',
      'positional',
      '--cluster-wide=true',
      '--namespaces=a',
      '--identity',
    ];
    const problems = problemsOf(words, {
      AMALTHEA_LABELS: '{',
      AMALTHEA_TRUSTED_PROXIES: '10.0.0.0',
    });
    expect(problems).toEqual([
      '--bogus: is not a setting',
      'positional: is not a setting',
      '--identity: needs a value',
      expect.stringMatching(/^AMALTHEA_LABELS: must be JSON/),
      expect.stringMatching(
        /^AMALTHEA_TRUSTED_PROXIES: must be networks such as/,
      ),
      expect.stringMatching(
        /^--concurrency: must be a whole number \(given: "many"\)/,
      ),
      expect.stringMatching(
        /^--namespaces cannot be given together with --cluster-wide/,
      ),
    ]);
  });

  it('reads kinds that patches may add', () => {
    expect(
      readSettings(
        ['--extra-child-resources=jobs/Job.v1.batch,pods/Pod.v1'],
        {},
      ).extraChildResources,
    ).toEqual([
      {
        plural: 'jobs',
        kind: 'Job',
        version: 'v1',
        group: 'batch',
        namespaced: true,
      },
      {
        plural: 'pods',
        kind: 'Pod',
        version: 'v1',
        group: '',
        namespaced: true,
      },
    ]);
    expect(problemsOf(['--extra-child-resources=Job'])).toHaveLength(1);
  });

  it('reads JSON values', () => {
    const settings = readSettings(
      [
        '--authz-resources={"requests":{"cpu":1}}',
        '--ingress-annotations={"a/b":"c"}',
      ],
      {},
    );
    expect(settings).toMatchObject({
      authzResources: { requests: { cpu: '1' } },
      ingressAnnotations: { 'a/b': 'c' },
    });
    expect(problemsOf(['--ingress-annotations={"a":1}'])).toHaveLength(1);
  });
});
