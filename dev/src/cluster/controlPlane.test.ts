import { pickNetwork } from '../node/chooseNetwork';
import type { ClusterState } from './clusterState';
import { apiServer } from './controlPlane';
import { kubeconfig, tokenFile } from './users';

const tokens = {
  admin: 'a',
  operator: 'o',
  alice: 'l',
  bob: 'b',
  system: 's',
  controllerManager: 'c',
  scheduler: 'd',
  node: 'n',
};
const simulated: ClusterState = {
  version: 1,
  name: 'x',
  id: 'abc',
  directory: '/d',
  simulated: true,
  server: 'https://127.0.0.1:7443',
  certificateAuthority: '/d/ca',
  kubeconfig: '/d/kubeconfig.yaml',
  tokens,
  ports: {
    apiServer: 7443,
    etcdClient: 2,
    etcdPeer: 3,
    controllerManager: 4,
    scheduler: 5,
  },
  nodes: 1,
  unthrottled: false,
};

describe('the API server', () => {
  it('of a simulated cluster listens on loopback alone', () => {
    expect(apiServer(simulated, 'p').args).toContain(
      '--bind-address=127.0.0.1',
    );
  });

  it('of a real one publishes an address that pods can reach', () => {
    const network = { ...pickNetwork('abc', []), dnsPort: 20_053 };
    const { args } = apiServer(
      { ...simulated, simulated: false, network },
      'p',
    );
    expect(args).toContain('--advertise-address=10.200.255.2');
    expect(args).toContain('--service-cluster-ip-range=10.200.128.0/20');
  });

  it('keeps an audit log only when one is wanted', () => {
    expect(apiServer(simulated, 'p').args.join()).not.toContain('audit');
    expect(
      apiServer({ ...simulated, auditLog: '/d/audit.log' }, 'p').args,
    ).toContain('--audit-log-path=/d/audit.log');
  });

  it('limits requests unless a benchmark switches that off', () => {
    expect(apiServer(simulated, 'p').args.join()).not.toContain('inflight');
    expect(apiServer({ ...simulated, unthrottled: true }, 'p').args).toContain(
      '--max-requests-inflight=0',
    );
  });
});

describe('the users of a cluster', () => {
  it('are known by their tokens, the administrator alone among people with all rights', () => {
    const lines = tokenFile(tokens).split('\n');
    expect(lines).toContain('a,admin,admin,"system:masters"');
    expect(lines).toContain(
      'o,amalthea-operator,operator,"amalthea:operators"',
    );
  });

  it('have a context each, of which the first is the current one', () => {
    const text = kubeconfig(simulated, 'pem', ['admin', 'alice']);
    expect(text).toContain('current-context: admin');
    expect(text).toContain('name: alice');
    expect(text).not.toContain('name: bob');
  });
});
