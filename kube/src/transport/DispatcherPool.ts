import { Agent, Dispatcher, ProxyAgent } from 'undici';

import { Connection } from './ConnectionSource';

/** Sizes of the pools. */
export interface PoolOptions {
  /** Sockets for ordinary requests. */
  readonly connections: number;
  /** How long the server may take until its headers are here, on a watch. */
  readonly watchHeadersTimeoutMilliseconds: number;
}

/** The sockets for one set of TLS settings: one pool for requests, one for watches. */
export interface Dispatchers {
  readonly requests: Dispatcher;
  readonly watches: Dispatcher;
}

/**
 * Keeps sockets open between requests. When certificates were rotated, new requests get new sockets and
 * the old ones close once what runs on them has ended.
 */
export class DispatcherPool {
  #key = '';
  #connection: Connection | undefined;
  #current: Dispatchers | undefined;

  constructor(private readonly options: PoolOptions) {}

  /** The sockets that fit a connection. */
  dispatchersFor(connection: Connection): Dispatchers {
    if (this.#current && connection === this.#connection) {
      return this.#current;
    }
    this.#connection = connection;
    const key = JSON.stringify([
      connection.origin,
      connection.tls,
      connection.proxyUrl,
    ]);
    if (!this.#current || key !== this.#key) {
      const previous = this.#current;
      this.#current = this.create(connection);
      this.#key = key;
      previous?.requests.close().catch(() => {});
      previous?.watches.close().catch(() => {});
    }
    return this.#current;
  }

  /** Closes every socket at once; what runs on them fails. */
  async destroy(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    this.#key = '';
    await Promise.all([
      current?.requests.destroy(),
      current?.watches.destroy(),
    ]);
  }

  private create(connection: Connection): Dispatchers {
    const { ca, cert, key, passphrase, servername, rejectUnauthorized } =
      connection.tls;
    const tls = { ca, cert, key, passphrase, servername, rejectUnauthorized };
    const shared = {
      // kube-apiserver allows 100 streams on an HTTP/2 connection: a pool of HTTP/1.1 sockets is no slower and has no such limit.
      allowH2: false,
      pipelining: 1,
      keepAliveTimeout: 60_000,
    };
    const requests = { ...shared, connections: this.options.connections };
    const watches = {
      ...shared,
      bodyTimeout: 0,
      headersTimeout: this.options.watchHeadersTimeoutMilliseconds,
    };
    if (connection.proxyUrl) {
      const proxy = { uri: connection.proxyUrl, requestTls: tls };
      return {
        requests: new ProxyAgent({ ...requests, ...proxy }),
        watches: new ProxyAgent({ ...watches, ...proxy }),
      };
    }
    const connect = { ...tls, timeout: 10_000 };
    return {
      requests: new Agent({ ...requests, connect }),
      watches: new Agent({ ...watches, connect }),
    };
  }
}
