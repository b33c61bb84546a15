import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { get as getSecurely } from 'node:https';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ingressUrl, type ClusterIngress, type ClusterState } from '../src';
import { kubectl } from './kubectl';
import { TemporaryClusters } from './temporaryClusters';

/** Not every machine's resolver knows that names below localhost are the machine itself; browsers do. */
const toLoopback: LookupFunction = (_host, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const clusters = new TemporaryClusters();
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('the ingress of a local cluster', () => {
  let state: ClusterState;
  let ingress: ClusterIngress;
  let backend: Server;

  beforeAll(async () => {
    ({ state } = await clusters.start());
    if (!state.ingress || !state.network)
      throw new Error('a cluster with a real node has an ingress');
    ingress = state.ingress;
    // The machine's end of the link stands in for a pod: what is behind a Service is only an address.
    backend = createServer(answer)
      .on('upgrade', echo)
      .listen(0, state.network.hostAddress);
    await once(backend, 'listening');
    const { port } = backend.address() as AddressInfo;
    await kubectl(
      state,
      ['apply', '-f', '-'],
      objects(state.network.hostAddress, port),
    );
    await kubectl(state, [
      'wait',
      '--for=jsonpath={.status.loadBalancer.ingress[0].hostname}=localhost',
      'ingress/web',
    ]);
  });

  afterAll(async () => {
    backend?.closeAllConnections();
    backend?.close();
    await clusters.stop();
  });

  it('serves the host and the path of an Ingress, and tells the program behind it where the request came from', async () => {
    const { status, body } = await fetchText(
      ingressUrl(state, 'http://web.localhost/app/x?y=1'),
    );

    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      url: '/app/x?y=1',
      host: `web.localhost:${ingress.port}`,
      forwardedProto: 'http',
      forwardedHost: `web.localhost:${ingress.port}`,
      forwardedFor: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
    });
  });

  it('does not believe a client about where its request came from or goes', async () => {
    const { body } = await fetchText(
      ingressUrl(state, 'http://web.localhost/app/'),
      {
        'x-forwarded-for': '203.0.113.9',
        'x-forwarded-proto': 'https',
        'x-amalthea-upstream': '127.0.0.1:1',
      },
    );

    expect(JSON.parse(body)).toMatchObject({
      forwardedProto: 'http',
      forwardedFor: expect.not.stringContaining('203.0'),
    });
  });

  it('says so where no Ingress is, or nothing is ready', async () => {
    expect(
      (await fetchText(ingressUrl(state, 'http://web.localhost/other'))).status,
    ).toBe(404);
    expect(
      (await fetchText(ingressUrl(state, 'http://other.localhost/app/')))
        .status,
    ).toBe(404);
    expect(
      (await fetchText(ingressUrl(state, 'http://web.localhost/empty/')))
        .status,
    ).toBe(503);
  });

  it('serves HTTPS with a certificate of its own authority', async () => {
    const ca = await readFile(ingress.certificateAuthority, 'utf8');
    const url = ingressUrl(state, 'https://web.localhost/app/');

    const status = await new Promise(resolve => {
      getSecurely(url, { ca, lookup: toLoopback }, response =>
        resolve(response.resume().statusCode),
      );
    });

    expect(status).toBe(200);
  });

  it('hands each part of a stream on at once', async () => {
    const response = await open(
      ingressUrl(state, 'http://web.localhost/app/stream'),
    );

    const [first] = (await once(response, 'data')) as [Buffer];

    // The second part is only sent after the test has asked for it.
    expect(first.toString()).toBe('first');
    backend.emit('second-part');
    const [second] = (await once(response, 'data')) as [Buffer];
    expect(second.toString()).toBe('second');
  });

  it('keeps a WebSocket open while Ingresses come and go', async () => {
    const socket = await upgrade(
      ingressUrl(state, 'http://web.localhost/app/socket'),
    );
    await kubectl(state, [
      'create',
      'ingress',
      'more',
      '--rule=more.localhost/*=web:80',
    ]);
    await eventually(
      async () =>
        (
          await fetchText(ingressUrl(state, 'http://more.localhost/app/'))
        ).status === 200,
    );
    await kubectl(state, ['delete', 'ingress', 'more']);

    socket.write('still here');

    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(reply.toString()).toBe('still here');
    socket.destroy();
  });

  function answer(incoming: IncomingMessage, response: ServerResponse): void {
    if (incoming.url?.endsWith('/stream')) {
      response.write('first');
      backend.once('second-part', () => response.end('second'));
      return;
    }
    const { host } = incoming.headers;
    const header = (name: string) => incoming.headers[name];
    const told = {
      url: incoming.url,
      host,
      forwardedProto: header('x-forwarded-proto'),
      forwardedHost: header('x-forwarded-host'),
      forwardedFor: header('x-forwarded-for'),
    };
    response.end(JSON.stringify(told));
  }
});

function echo(_request: IncomingMessage, socket: Socket): void {
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  socket.pipe(socket);
}

function open(
  url: string,
  headers: Record<string, string> = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { headers, lookup: toLoopback }, resolve)
      .once('error', reject)
      .end();
  });
}

async function fetchText(url: string, headers: Record<string, string> = {}) {
  const response = await open(url, headers);
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, body };
}

function upgrade(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    request(url, { headers, lookup: toLoopback })
      .once('upgrade', (_response, socket) => resolve(socket as Socket))
      .once('response', response =>
        reject(new Error(`no upgrade: ${response.statusCode}`)),
      )
      .once('error', reject)
      .end();
  });
}

async function eventually(probe: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await probe()) return;
    await delay(50);
  }
  throw new Error('it did not happen in 5 s');
}

function objects(address: string, port: number): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
endpoints: [{addresses: [${address}], conditions: {ready: true}}]
ports: [{name: http, port: ${port}}]
---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  rules:
    - host: web.localhost
      http:
        paths:
          - {path: /app, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}
          - {path: /empty, pathType: Prefix, backend: {service: {name: empty, port: {number: 80}}}}
`;
}
