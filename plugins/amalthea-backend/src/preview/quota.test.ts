import { bundleDemand } from './bundleDemand';
import { quotaLines } from './quotaLines';

const statefulSet = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  spec: {
    template: {
      spec: {
        initContainers: [{ resources: { requests: { cpu: '4' } } }],
        containers: [
          {
            resources: {
              requests: { cpu: '1', memory: '2Gi' },
              limits: { cpu: '1', memory: '2Gi', 'nvidia.com/gpu': 1 },
            },
          },
          { resources: { requests: { cpu: '50m', memory: '64Mi' } } },
        ],
      },
    },
  },
};
const claim = {
  kind: 'PersistentVolumeClaim',
  spec: { resources: { requests: { storage: '10Gi' } } },
};
const quota = (hard: object, used: object, spec: object = {}) => ({
  metadata: { name: 'team' },
  spec,
  status: { hard, used },
});

describe('bundleDemand', () => {
  const demand = bundleDemand([
    statefulSet,
    claim,
    { kind: 'Service' },
    { kind: 'Secret' },
    {},
  ]);

  it('adds up containers, and takes the largest init container', () => {
    expect(demand.get('requests.cpu')).toBe(4);
    expect(demand.get('requests.memory')).toBe(2 * 2 ** 30 + 64 * 2 ** 20);
    expect(demand.get('limits.cpu')).toBe(1);
  });

  it('takes a limit for the request where there is none, as the cluster does', () => {
    expect(demand.get('requests.nvidia.com/gpu')).toBe(1);
  });

  it('counts objects and storage', () => {
    expect(demand.get('pods')).toBe(1);
    expect(demand.get('services')).toBe(1);
    expect(demand.get('count/secrets')).toBe(1);
    expect(demand.get('requests.storage')).toBe(10 * 2 ** 30);
  });

  it('takes no pod for a stopped server', () => {
    const stopped = {
      ...statefulSet,
      spec: { ...statefulSet.spec, replicas: 0 },
    };
    expect(bundleDemand([stopped]).has('pods')).toBe(false);
  });
});

describe('quotaLines', () => {
  it('shows before and after, and what is too much', () => {
    const lines = quotaLines(
      [
        quota(
          { 'requests.cpu': '10', pods: 5, 'count/widgets': 1 },
          { 'requests.cpu': '9500m', pods: '1' },
        ),
      ],
      new Map([
        ['requests.cpu', 1],
        ['pods', 1],
      ]),
    );
    expect(lines).toEqual([
      {
        quota: 'team',
        resource: 'requests.cpu',
        unit: 'cores',
        limit: 10,
        used: 9.5,
        after: 10.5,
        exceeded: true,
      },
      {
        quota: 'team',
        resource: 'pods',
        unit: 'pieces',
        limit: 5,
        used: 1,
        after: 2,
        exceeded: false,
      },
    ]);
  });

  it('does not call a quota exceeded that is used to the last drop', () => {
    const [line] = quotaLines(
      [quota({ cpu: '300m' }, { cpu: '100m' })],
      new Map([['cpu', 0.2]]),
    );
    expect(line.exceeded).toBe(false);
  });

  it('leaves out quotas that may not apply', () => {
    expect(
      quotaLines(
        [quota({ pods: 1 }, {}, { scopes: ['BestEffort'] })],
        new Map([['pods', 1]]),
      ),
    ).toEqual([]);
  });
});
