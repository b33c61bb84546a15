/** Where a proxy that asks authz listens, and whom it talks to; ports of the loopback address. */
export interface FrontPlaces {
  readonly directory: string;
  readonly port: number;
  readonly authzPort: number;
  readonly serverPort: number;
}

/** As docs/reference/authz.md shows it. */
export function nginxFront(places: FrontPlaces): string {
  const { directory, port, authzPort, serverPort } = places;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${directory}/${name};`,
  );
  const identity = ['User', 'Email', 'Groups'].map(
    name =>
      `auth_request_set $auth_${name} $upstream_http_x_auth_request_${name.toLowerCase()}; proxy_set_header X-Auth-Request-${name} $auth_${name};`,
  );
  return `daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events { worker_connections 256; }
http {
  access_log off; ${temporary.join(' ')}
  map $http_upgrade $connection_up { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port};
    location = /_auth {
      internal;
      proxy_pass http://127.0.0.1:${authzPort}/oauth2/auth;
      proxy_pass_request_body off; proxy_set_header Content-Length "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Original-URI $request_uri;
      proxy_set_header X-Original-Method $request_method;
    }
    location /oauth2/ {
      proxy_pass http://127.0.0.1:${authzPort}; proxy_set_header Host $http_host;
    }
    location / {
      auth_request /_auth; error_page 401 = @sign_in;
      ${identity.join('\n      ')}
      proxy_pass http://127.0.0.1:${serverPort}; proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_up;
    }
    location @sign_in {
      if ($http_sec_fetch_mode != navigate) { return 401; }
      return 302 /oauth2/start?rd=$request_uri;
    }
  }
}
`;
}

export function caddyFront(places: FrontPlaces): string {
  const { port, authzPort, serverPort } = places;
  return `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
  handle /oauth2/* {
    reverse_proxy 127.0.0.1:${authzPort}
  }
  handle {
    forward_auth 127.0.0.1:${authzPort} {
      uri /oauth2/auth
      copy_headers X-Auth-Request-User X-Auth-Request-Email X-Auth-Request-Groups
    }
    reverse_proxy 127.0.0.1:${serverPort}
  }
}
`;
}

/** Envoy reads JSON as well as YAML. */
export function envoyFront(places: FrontPlaces): string {
  const { port, authzPort, serverPort } = places;
  const type = (name: string) => `type.googleapis.com/envoy.extensions.${name}`;
  const patterns = (...names: readonly string[]) => ({
    patterns: names.map(prefix => ({ prefix, ignore_case: true })),
  });
  const extAuthz = {
    name: 'envoy.filters.http.ext_authz',
    typed_config: {
      '@type': type('filters.http.ext_authz.v3.ExtAuthz'),
      failure_mode_allow: false,
      http_service: {
        server_uri: {
          uri: `http://127.0.0.1:${authzPort}`,
          cluster: 'authz',
          timeout: '5s',
        },
        path_prefix: '/oauth2/auth',
        authorization_response: {
          allowed_upstream_headers: patterns('x-auth-request-'),
          allowed_client_headers: patterns(
            'location',
            'set-cookie',
            'cache-control',
            'content-',
          ),
        },
      },
      allowed_headers: patterns(
        'cookie',
        'authorization',
        'accept',
        'origin',
        'referer',
        'sec-fetch-',
        'x-requested-with',
        'x-xsrftoken',
      ),
    },
  };
  const unasked = {
    'envoy.filters.http.ext_authz': {
      '@type': type('filters.http.ext_authz.v3.ExtAuthzPerRoute'),
      disabled: true,
    },
  };
  return JSON.stringify({
    static_resources: {
      listeners: [
        {
          address: address(port),
          filter_chains: [{ filters: [connectionManager()] }],
        },
      ],
      clusters: [cluster('authz', authzPort), cluster('server', serverPort)],
    },
  });

  function connectionManager(): object {
    return {
      name: 'envoy.filters.network.http_connection_manager',
      typed_config: {
        '@type': type(
          'filters.network.http_connection_manager.v3.HttpConnectionManager',
        ),
        stat_prefix: 'front',
        normalize_path: true,
        merge_slashes: true,
        path_with_escaped_slashes_action: 'REJECT_REQUEST',
        upgrade_configs: [{ upgrade_type: 'websocket' }],
        route_config: {
          virtual_hosts: [
            {
              name: 'all',
              domains: ['*'],
              routes: [
                {
                  match: { prefix: '/oauth2/' },
                  route: { cluster: 'authz' },
                  typed_per_filter_config: unasked,
                },
                { match: { prefix: '/' }, route: { cluster: 'server' } },
              ],
            },
          ],
        },
        http_filters: [
          extAuthz,
          {
            name: 'envoy.filters.http.router',
            typed_config: { '@type': type('filters.http.router.v3.Router') },
          },
        ],
      },
    };
  }
}

function cluster(name: string, port: number): object {
  return {
    name,
    type: 'STATIC',
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(port) } }] }],
    },
  };
}

function address(port: number): object {
  return { socket_address: { address: '127.0.0.1', port_value: port } };
}
