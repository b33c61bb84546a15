import { join } from 'node:path';

/** Ports on loopback. */
export interface ArgoCdPorts {
  readonly redis: number;
  readonly repoServer: number;
  readonly repoServerMetrics: number;
  readonly controllerMetrics: number;
  readonly apiServer: number;
  readonly apiServerMetrics: number;
}

/** What the programs are started with. */
export interface ArgoCdPlaces {
  /** The one binary that is every program of Argo CD, by ARGOCD_BINARY_NAME. */
  readonly binary: string;
  readonly redisServer: string;
  readonly directory: string;
  readonly pluginDirectory: string;
  readonly kubeconfig: string;
  readonly ports: ArgoCdPorts;
}

/** A program of Argo CD. */
export interface ArgoCdProgram {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Port that answers when the program is ready. */
  readonly port: number;
}

/** Seconds between two looks of the controller at an Application, where nothing else makes it look. */
const resyncSeconds = 10;

/** Argo CD in the order of its start: cache, repo-server, application controller, API server. */
export function argoCdPrograms(places: ArgoCdPlaces): readonly ArgoCdProgram[] {
  const { ports, directory } = places;
  const redis = `127.0.0.1:${ports.redis}`;
  return [
    {
      name: 'redis',
      command: places.redisServer,
      words: [
        '--bind',
        '127.0.0.1',
        '--port',
        `${ports.redis}`,
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        directory,
      ],
      environment: {},
      port: ports.redis,
    },
    {
      name: 'argocd-repo-server',
      command: places.binary,
      words: [
        ...['--address', '127.0.0.1', '--port', `${ports.repoServer}`],
        ...[
          '--metrics-address',
          '127.0.0.1',
          '--metrics-port',
          `${ports.repoServerMetrics}`,
        ],
        ...[
          '--redis',
          redis,
          '--disable-tls',
          '--client-ca-path',
          '',
          '--plugin-tar-exclude',
          '.git',
        ],
      ],
      environment: {
        ARGOCD_BINARY_NAME: 'argocd-repo-server',
        ARGOCD_GPG_ENABLED: 'false',
        ARGOCD_PLUGINSOCKFILEPATH: places.pluginDirectory,
        ARGOCD_TLS_DATA_PATH: join(directory, 'tls'),
        ARGOCD_SSH_DATA_PATH: join(directory, 'ssh'),
        TMPDIR: join(directory, 'temp'),
        // How long a branch's revision may be remembered; its default is three minutes.
        ARGOCD_RECONCILIATION_TIMEOUT: `${resyncSeconds}s`,
      },
      port: ports.repoServer,
    },
    {
      name: 'argocd-application-controller',
      command: places.binary,
      words: [
        ...['--namespace', 'argocd', '--redis', redis],
        ...[
          '--repo-server',
          `127.0.0.1:${ports.repoServer}`,
          '--repo-server-plaintext',
        ],
        ...['--app-resync', `${resyncSeconds}`, '--app-resync-jitter', '0'],
        ...[
          '--metrics-port',
          `${ports.controllerMetrics}`,
          '--status-processors',
          '2',
          '--operation-processors',
          '2',
        ],
        // Without the default pause of three seconds a refused repository would be shown only after minutes.
        ...['--repo-error-grace-period-seconds', '1'],
      ],
      environment: {
        ARGOCD_BINARY_NAME: 'argocd-application-controller',
        // The destination https://kubernetes.default.svc is then the cluster of this kubeconfig.
        ARGOCD_FAKE_IN_CLUSTER: 'true',
        KUBECONFIG: places.kubeconfig,
        // It leaves a folder for every comparison.
        TMPDIR: join(directory, 'temp'),
      },
      port: ports.controllerMetrics,
    },
    {
      name: 'argocd-server',
      command: places.binary,
      words: [
        ...['--address', '127.0.0.1', '--port', `${ports.apiServer}`],
        ...[
          '--metrics-address',
          '127.0.0.1',
          '--metrics-port',
          `${ports.apiServerMetrics}`,
        ],
        ...['--namespace', 'argocd', '--redis', redis],
        ...[
          '--repo-server',
          `127.0.0.1:${ports.repoServer}`,
          '--repo-server-plaintext',
        ],
        // Nobody but this machine reaches it, and what is tested is not who may come in.
        ...['--insecure', '--disable-auth'],
      ],
      environment: {
        ARGOCD_BINARY_NAME: 'argocd-server',
        ARGOCD_FAKE_IN_CLUSTER: 'true',
        ARGOCD_TLS_DATA_PATH: join(directory, 'tls'),
        ARGOCD_SSH_DATA_PATH: join(directory, 'ssh'),
        KUBECONFIG: places.kubeconfig,
        TMPDIR: join(directory, 'temp'),
      },
      port: ports.apiServer,
    },
  ];
}
