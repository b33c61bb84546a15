import { join } from 'node:path';
import type {
  ClusterIngress,
  ClusterNetwork,
} from '../../cluster/clusterState';

/** By this header of its answer the add-on tells Caddy the address that a request goes to; in the spelling that Caddy's placeholders take. */
export const upstreamHeader = 'X-Amalthea-Upstream';

/**
 * The socket at which the add-on answers Caddy. Both run in the cluster's directory: the kernel takes paths of no more
 * than 107 bytes, and an absolute one may be longer.
 */
export const routerSocket = 'caddy/router.sock';

/** Files of the ingress below the cluster's directory. */
export function ingressFiles(directory: string) {
  return {
    config: join(directory, 'caddy', 'config.json'),
    data: join(directory, 'caddy'),
  };
}

const forgetUpstream = {
  handler: 'headers',
  request: { delete: [upstreamHeader] },
};

function askRouter() {
  return {
    handler: 'reverse_proxy',
    upstreams: [{ dial: `unix/${routerSocket}` }],
    // As GET, the question goes without the request's body.
    rewrite: { method: 'GET', uri: '/' },
    headers: {
      request: {
        set: { 'X-Forwarded-Uri': ['{http.request.orig_uri}'] },
        delete: ['Upgrade', 'Connection', 'Cookie', 'Authorization'],
      },
    },
    handle_response: [
      {
        match: { status_code: [2] },
        routes: [
          {
            handle: [
              {
                handler: 'vars',
                upstream: `{http.reverse_proxy.header.${upstreamHeader}}`,
              },
            ],
          },
        ],
      },
    ],
  };
}

const forwardToUpstream = {
  handler: 'reverse_proxy',
  upstreams: [{ dial: '{http.vars.upstream}' }],
  // Every byte goes on at once: a notebook's output is a stream.
  flush_interval: -1,
  transport: {
    protocol: 'http',
    dial_timeout: '2s',
    keep_alive: { idle_timeout: '10s' },
  },
};

/**
 * Caddy's configuration. It never changes while the cluster lives: for each request Caddy asks the ingress add-on where
 * it goes. Loading a new configuration at each change of an Ingress or an endpoint would close every open WebSocket.
 *
 * @param loopback - the machine's loopback addresses; browsers try both for NAME.localhost
 */
export function caddyConfig(
  ingress: ClusterIngress,
  network: ClusterNetwork,
  loopback: readonly string[],
): object {
  // Pods come by the machine's end of their link.
  const hosts = [...loopback, network.hostAddress];
  const addresses = (port: number, standardPort: number) => [
    ...hosts.map(host => `${host}:${port}`),
    ...(ingress.standardPorts ? hosts : [network.hostAddress]).map(
      host => `${host}:${standardPort}`,
    ),
  ];
  const routes = [
    {
      handle: [forgetUpstream, askRouter(), forwardToUpstream],
    },
  ];
  return {
    admin: { disabled: true },
    logging: { logs: { default: { level: 'WARN' } } },
    apps: {
      http: {
        // The ports of automatic HTTPS, which redirects from one to the other otherwise.
        http_port: ingress.port,
        https_port: ingress.httpsPort,
        servers: {
          http: {
            listen: addresses(ingress.port, 80),
            routes,
            automatic_https: { disable: true },
          },
          https: {
            listen: addresses(ingress.httpsPort, 443),
            routes,
            tls_connection_policies: [{}],
            automatic_https: { disable_redirects: true },
          },
        },
      },
      tls: {
        automation: {
          policies: [{ issuers: [{ module: 'internal' }], on_demand: true }],
        },
      },
      pki: { certificate_authorities: { local: { install_trust: false } } },
    },
  };
}
