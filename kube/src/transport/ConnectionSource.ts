import { KubeConfig } from '@kubernetes/client-node';
import { RequestOptions } from 'node:https';

import { KubeConfigError } from '../api/KubeError';

/** TLS settings of a connection. Two equal ones may share sockets. */
export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** All that is needed to send a request. */
export interface Connection {
  /** `https://host:port` */
  readonly origin: string;
  /** Path in front of every request: API servers behind Rancher and the like have one. */
  readonly pathPrefix: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsSettings;
  readonly proxyUrl?: string;
}

/** Where connections come from. */
export interface ConnectionSource {
  /** The present address and credentials. Called at most once a minute, and after a 401. */
  connect(): Promise<Connection>;
}

/**
 * Connections from a kubeconfig: tokens, token files, client certificates, exec plug-ins,
 * impersonation and in-cluster credentials, all through client-node's KubeConfig.
 */
export class KubeConfigConnectionSource implements ConnectionSource {
  /** @param load - reads the kubeconfig again, so that files that were rotated are seen */
  constructor(private readonly load: () => KubeConfig) {}

  /** From a loaded kubeconfig. Token files and CA files that it names are re-read. */
  static fromKubeConfig(kubeConfig: KubeConfig): KubeConfigConnectionSource {
    return new KubeConfigConnectionSource(() => {
      // A fresh KubeConfig has no cached token: FileAuth would keep one for a minute.
      const copy = new KubeConfig();
      copy.loadFromOptions({
        clusters: kubeConfig.clusters,
        contexts: kubeConfig.contexts,
        users: kubeConfig.users,
        currentContext: kubeConfig.currentContext,
      });
      return copy;
    });
  }

  async connect(): Promise<Connection> {
    const kubeConfig = this.load();
    const cluster = kubeConfig.getCurrentCluster();
    if (!cluster) {
      throw new KubeConfigError(
        `The kubeconfig names no cluster for the context "${kubeConfig.currentContext}". Set current-context or KUBECONFIG.`,
      );
    }
    const url = parseServer(cluster.server);
    const options: RequestOptions = {};
    try {
      await kubeConfig.applyToHTTPSOptions(options);
    } catch (error) {
      throw new KubeConfigError(
        `The credentials of the kubeconfig cannot be used: ${
          error instanceof Error ? error.message : error
        }`,
        { cause: error },
      );
    }
    return {
      origin: url.origin,
      pathPrefix: url.pathname.replace(/\/+$/, ''),
      headers: headersOf(options),
      tls: {
        ca: pem(options.ca),
        cert: pem(options.cert),
        key: pem(options.key),
        passphrase: options.passphrase,
        servername: options.servername,
        rejectUnauthorized: options.rejectUnauthorized,
      },
      proxyUrl: proxyOf(cluster.proxyUrl),
    };
  }
}

function parseServer(server: string): URL {
  try {
    return new URL(server);
  } catch (error) {
    throw new KubeConfigError(
      `The kubeconfig's server is not a URL: "${server}".`,
      { cause: error },
    );
  }
}

function proxyOf(proxyUrl: string | undefined): string | undefined {
  if (proxyUrl && !/^https?:/.test(proxyUrl)) {
    throw new KubeConfigError(
      `The proxy-url "${proxyUrl}" of the kubeconfig is not supported: use an http or https proxy.`,
    );
  }
  return proxyUrl;
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) {
      headers[name.toLowerCase()] = String(value).trim();
    }
  }
  if (options.auth) {
    headers.authorization = `Basic ${Buffer.from(options.auth).toString(
      'base64',
    )}`;
  }
  return headers;
}

function pem(
  value: RequestOptions['ca'] | RequestOptions['key'],
): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  return Array.isArray(value) ? value.map(String).join('\n') : String(value);
}
