/** Configurations of the other servers: nothing but what the comparison needs, no logging, no TLS. */

const nginxFrame = (directory: string, name: string, servers: string) => `
daemon off; user root; worker_processes 1; pid ${directory}/${name}.pid; error_log ${directory}/${name}.error.log;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 1000000000; client_max_body_size 0; sendfile on; tcp_nodelay on; proxy_request_buffering off; proxy_buffering off;
  client_body_temp_path ${directory}/${name}.body; proxy_temp_path ${directory}/${name}.proxy; fastcgi_temp_path ${directory}/${name}.f; uwsgi_temp_path ${directory}/${name}.u; scgi_temp_path ${directory}/${name}.s;
  map $http_upgrade $connection_up { default upgrade; '' ''; }
  ${servers}
}`;

/** Answers every request like a small Jupyter API call; /download is 100 MB, /upload swallows; /ws goes to the echo. */
export function upstreamConfig(
  directory: string,
  port: number,
  echoPort: number,
): string {
  const body = JSON.stringify({
    connections: 0,
    kernels: 0,
    started: '2026-01-01T00:00:00Z',
    padding: 'x'.repeat(520),
  }).replaceAll('"', '\\"');
  return nginxFrame(
    directory,
    'upstream',
    `server { listen 127.0.0.1:${port} backlog=4096;
      location / { default_type application/json; add_header X-Content-Type-Options nosniff; add_header Content-Security-Policy "frame-ancestors 'self'; default-src 'none'"; return 200 "${body}"; }
      location /download { alias ${directory}/download; }
      location /upload { proxy_pass http://127.0.0.1:${echoPort}; proxy_http_version 1.1; }
      location /ws { proxy_pass http://127.0.0.1:${echoPort}; proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_read_timeout 1h; } }`,
  );
}

const toUpstream =
  'proxy_pass http://server; proxy_http_version 1.1; proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_up; proxy_read_timeout 1h;';

export function nginxConfig(
  directory: string,
  port: number,
  upstreamPort: number,
): string {
  return nginxFrame(
    directory,
    'nginx',
    `upstream server { server 127.0.0.1:${upstreamPort}; keepalive 64; keepalive_requests 1000000000; }
    server { listen 127.0.0.1:${port} backlog=4096; location / { ${toUpstream} } }`,
  );
}

/** nginx asks another server about every request with `auth_request`. */
export function nginxAuthConfig(
  directory: string,
  name: string,
  port: number,
  upstreamPort: number,
  authPort: number,
): string {
  return nginxFrame(
    directory,
    name,
    `upstream server { server 127.0.0.1:${upstreamPort}; keepalive 64; keepalive_requests 1000000000; }
    upstream auth { server 127.0.0.1:${authPort}; keepalive 64; keepalive_requests 1000000000; }
    server { listen 127.0.0.1:${port} backlog=4096;
      location = /_auth { internal; proxy_pass http://auth/oauth2/auth; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; proxy_set_header X-Original-URI $request_uri; proxy_set_header X-Original-Method $request_method; proxy_pass_request_body off; proxy_set_header Content-Length ""; }
      location /oauth2/ { proxy_pass http://auth; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }
      location / { auth_request /_auth; error_page 401 = @login; ${toUpstream} }
      location @login { return 302 /oauth2/start?rd=$request_uri; } }`,
  );
}

export function haproxyConfig(port: number, upstreamPort: number): string {
  return `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout client 1h
  timeout server 1h
  timeout connect 5s
  timeout tunnel 1h
  http-reuse always
frontend front
  bind 127.0.0.1:${port}
  default_backend back
backend back
  server one 127.0.0.1:${upstreamPort} maxconn 1000
`;
}

/** Caddy asks about every request with `forward_auth`. */
export function caddyConfig(
  port: number,
  upstreamPort: number,
  authPort: number,
): string {
  return `{
  admin off
  auto_https off
  log {
    output discard
  }
}
http://127.0.0.1:${port} {
  handle /oauth2/* {
    reverse_proxy 127.0.0.1:${authPort}
  }
  handle {
    forward_auth 127.0.0.1:${authPort} {
      uri /oauth2/auth
      copy_headers X-Auth-Request-User
    }
    reverse_proxy 127.0.0.1:${upstreamPort}
  }
}
`;
}

export interface ApacheOptions {
  readonly directory: string;
  readonly port: number;
  readonly upstreamPort: number;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** mod_auth_openidc with its shared-memory session cache, one event-driven process. */
export function apacheConfig(options: ApacheOptions): string {
  const { directory, port, upstreamPort, issuer, clientId, clientSecret } =
    options;
  const modules = [
    'mpm_event',
    'authn_core',
    'authz_core',
    'authz_user',
    'proxy',
    'proxy_http',
    'auth_openidc',
  ];
  return `ServerRoot ${directory}
PidFile ${directory}/apache.pid
Mutex file:${directory} default
Listen 127.0.0.1:${port}
ServerName 127.0.0.1:${port}
${modules
  .map(
    name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  )
  .join('\n')}
ErrorLog ${directory}/apache.log
LogLevel error
StartServers 1
ServerLimit 1
ThreadsPerChild 64
MaxRequestWorkers 64
KeepAlive On
MaxKeepAliveRequests 0
KeepAliveTimeout 60
OIDCPKCEMethod S256
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret "${clientSecret}"
OIDCRedirectURI http://127.0.0.1:${port}/oauth2/callback
OIDCCryptoPassphrase 0123456789abcdef0123456789abcdef
OIDCSessionType server-cache
OIDCCacheType shm
OIDCScope "openid profile email"
OIDCSSLValidateServer Off
OIDCCookieSameSite On
<Location />
  AuthType openid-connect
  Require valid-user
  ProxyPass http://127.0.0.1:${upstreamPort}/ keepalive=On disablereuse=Off max=64
</Location>
`;
}
