import { createServer } from 'node:http';
import { AddressInfo, createServer as createNetServer } from 'node:net';
import { rawExchange } from '../testing/rawExchange';
import { Target } from '../testing/Target';

let target: Target;
afterEach(() => target.stop());

async function closedPort(): Promise<number> {
  const server = createNetServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

const internal = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${target.internalPort}${path}`);
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>,
  };
};

it('a server that is not there yet gets a page that waits, and a script 503', async () => {
  target = await Target.start({ upstreamPort: await closedPort() });
  const page = await rawExchange(
    target.port,
    target.authorised('GET', '/lab', 'Accept: text/html'),
    { until: /<\/html>/ },
  );
  expect(page.statuses).toEqual([503]);
  expect(page.text).toContain('Your server is starting');
  expect(page.text).toMatch(
    /Content-Security-Policy: default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; form-action 'none'/,
  );
  expect(page.text).toMatch(/Retry-After: 2\r\n/);
  const script = await rawExchange(
    target.port,
    target.authorised('GET', '/api', 'Accept: application/json'),
    { until: /"code"/ },
  );
  expect(script.text).toContain('"code":"server_starting"');
});

it('the page is the server as soon as it listens', async () => {
  const port = await closedPort();
  target = await Target.start({ upstreamPort: port });
  const before = await rawExchange(
    target.port,
    target.authorised('HEAD', '/lab', 'Accept: text/html'),
    { until: /\r\n\r\n/ },
  );
  expect(before.statuses).toEqual([503]);
  const server = createServer((_request, response) => response.end('up'));
  await new Promise<void>(resolve => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const after = await rawExchange(
    target.port,
    target.authorised('GET', '/lab', 'Accept: text/html'),
    { until: /up/ },
  );
  expect(after.statuses).toEqual([200]);
  server.closeAllConnections();
  server.close();
});

it('the internal port tells life, readiness and Jupyter apart', async () => {
  target = await Target.start({ upstreamPort: await closedPort() });
  expect(await internal('/livez')).toMatchObject({ status: 200 });
  expect(await internal('/readyz')).toMatchObject({
    status: 200,
    body: { ready: true },
  });
  expect(await internal('/jupyter/readyz')).toMatchObject({
    status: 503,
    body: { ready: false },
  });
  expect(await internal('/activity')).toMatchObject({
    status: 200,
    body: { http: {}, websockets: { open: 0 }, jupyter: { reachable: false } },
  });
  expect((await internal('/activity')).body).not.toHaveProperty('kernels');
  expect((await internal('/nothing')).status).toBe(404);
});

it('the internal port counts what happened, and no path of the port for people leads to it', async () => {
  target = await Target.start();
  await target.proveAlive();
  await rawExchange(target.port, target.head('GET', '/api'), { until: /code/ });
  const metrics = await (
    await fetch(`http://127.0.0.1:${target.internalPort}/metrics`)
  ).text();
  expect(metrics).toMatch(
    /amalthea_authz_requests_total\{outcome="forwarded"\} 1\n/,
  );
  expect(metrics).toMatch(
    /amalthea_authz_requests_total\{outcome="unauthenticated"\} 1\n/,
  );
  for (const path of ['/metrics', '/livez', '/readyz', '/activity']) {
    const answer = await rawExchange(
      target.port,
      `GET ${path} HTTP/1.1\r\nHost: jupyter.test\r\n\r\n`,
      { until: /code/ },
    );
    expect(answer.statuses).toEqual([404]);
  }
});

it('a configuration that cannot be used leaves the one before in force, and says so', async () => {
  target = await Target.start();
  await target.proveAlive();
  target.authz.reportConfigProblem('config.json: mode: is missing');
  expect(await internal('/readyz')).toMatchObject({
    status: 200,
    body: { ready: true, configProblem: 'config.json: mode: is missing' },
  });
  const metrics = await (
    await fetch(`http://127.0.0.1:${target.internalPort}/metrics`)
  ).text();
  expect(metrics).toContain('amalthea_authz_config_reload_failures_total 1');
  await target.proveAlive();
});

it('the base path without its slash leads to the base path, query and all', async () => {
  target = await Target.start();
  const answer = await rawExchange(target.port, target.head('GET', '?a=1'), {
    until: /\r\n\r\n/,
  });
  expect(answer.statuses).toEqual([302]);
  expect(answer.text).toContain('Location: /user/ada/?a=1\r\n');
});
