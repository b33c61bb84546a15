import WebSocket from 'ws';
import { GuardedJupyter, token, until } from './GuardedJupyter';
import type { ActivityReport } from '../src';

jest.setTimeout(300_000);

let guarded: GuardedJupyter;
let cookie: string;

beforeAll(async () => {
  guarded = await GuardedJupyter.start();
  cookie = await guarded.signIn();
});
afterAll(() => guarded?.stop());

function ask(
  path: string,
  method: string = 'GET',
  body?: unknown,
): Promise<Response> {
  return fetch(`${guarded.url}${path}`, {
    method,
    headers: {
      Cookie: cookie,
      Origin: guarded.origin,
      Referer: `${guarded.url}/lab`,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

function open(path: string, protocols: string[] = []): Promise<WebSocket> {
  const socket = new WebSocket(
    `${guarded.url.replace('http', 'ws')}${path}`,
    protocols,
    { headers: { Cookie: cookie }, origin: guarded.origin },
  );
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function newKernel(): Promise<string> {
  const answer = await ask('/api/kernels', 'POST', { name: 'python3' });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** Runs code on a kernel and resolves to what it printed. */
async function execute(kernel: string, code: string): Promise<string> {
  const socket = await open(`/api/kernels/${kernel}/channels?session_id=test`);
  const printed = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The WebSocket closed.')));
    socket.on('message', data => {
      const {
        header,
        parent_header: parent,
        content,
      } = JSON.parse(String(data));
      if (parent.msg_id !== 'one') return;
      if (header.msg_type === 'stream') text += content.text;
      if (header.msg_type === 'execute_reply')
        setTimeout(() => resolve(text), 200);
    });
  });
  socket.send(
    JSON.stringify({
      channel: 'shell',
      header: {
        msg_id: 'one',
        username: '',
        session: 'test',
        msg_type: 'execute_request',
        version: '5.3',
        date: new Date().toISOString(),
      },
      parent_header: {},
      metadata: {},
      content: {
        code,
        silent: false,
        store_history: false,
        user_expressions: {},
        allow_stdin: false,
      },
    }),
  );
  const text = await printed;
  socket.close();
  return text;
}

/** A new shell prints its prompt, a kernel its last messages: the report once both are done. */
function settledActivity(): Promise<ActivityReport> {
  let before = '';
  return until('kernel and shell are at rest', async () => {
    const report = await guarded.activity();
    const clocks = JSON.stringify([report.kernels, report.terminals]);
    await new Promise(later => setTimeout(later, 1_000));
    const isSettled = clocks === before;
    before = clocks;
    return isSettled && report;
  });
}

it('a real JupyterLab page comes through, and Jupyter asks for no token of its own', async () => {
  const page = await ask('/lab');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('jupyter-config-data');
});

it('nothing of Jupyter is open without a session', async () => {
  for (const path of [
    '/api',
    '/api/status',
    '/lab',
    '/static/favicons/favicon.ico',
    '/api/kernels',
  ]) {
    expect((await fetch(`${guarded.url}${path}`)).status).toBe(401);
  }
});

it('files can be written, read, downloaded and deleted without an XSRF token of Jupyter', async () => {
  const content = 'x'.repeat(100_000);
  expect(
    (
      await ask('/api/contents/a.txt', 'PUT', {
        type: 'file',
        format: 'text',
        content,
      })
    ).status,
  ).toBe(201);
  expect(
    ((await (await ask('/api/contents/a.txt')).json()) as { content: string })
      .content,
  ).toBe(content);
  expect(await (await ask('/files/a.txt')).text()).toBe(content);
  expect((await ask('/api/contents/a.txt', 'DELETE')).status).toBe(204);
});

it('a kernel runs code over its WebSocket', async () => {
  const kernel = await newKernel();
  expect(await execute(kernel, 'print(6 * 7)')).toBe('42\n');
  expect((await ask(`/api/kernels/${kernel}`, 'DELETE')).status).toBe(204);
});

it('a kernel prints more than the buffers hold', async () => {
  const kernel = await newKernel();
  expect(await execute(kernel, 'print("y" * 2_000_000)')).toHaveLength(
    2_000_001,
  );
  await ask(`/api/kernels/${kernel}`, 'DELETE');
});

it('a terminal answers over its WebSocket', async () => {
  const answer = await ask('/api/terminals', 'POST', {});
  const { name } = (await answer.json()) as { name: string };
  const socket = await open(`/terminals/websocket/${name}`);
  let text = '';
  socket.on('message', data => {
    text += String(data);
  });
  socket.send(JSON.stringify(['stdin', 'echo $((40 + 2))-done\r']));
  await until('the terminal prints', async () => text.includes('42-done'));
  socket.close();
  await ask(`/api/terminals/${name}`, 'DELETE');
});

it('a WebSocket of a foreign page does not open', async () => {
  const kernel = await newKernel();
  const socket = new WebSocket(
    `${guarded.url.replace('http', 'ws')}/api/kernels/${kernel}/channels`,
    { headers: { Cookie: cookie }, origin: 'http://evil.test' },
  );
  const status = await new Promise(resolve => {
    socket.on('unexpected-response', (_, response) =>
      resolve(response.statusCode),
    );
    socket.on('open', () => resolve('open'));
    socket.on('error', () => {});
  });
  expect(status).toBe(403);
  await ask(`/api/kernels/${kernel}`, 'DELETE');
});

it('activity names kernels and terminals, and asking moves none of their clocks', async () => {
  const kernel = await newKernel();
  await execute(kernel, 'print(1)');
  const { name } = (await (await ask('/api/terminals', 'POST', {})).json()) as {
    name: string;
  };
  const first = await settledActivity();
  expect(first.kernels).toContainEqual(
    expect.objectContaining({ id: kernel, state: 'idle' }),
  );
  expect(first).toMatchObject({ jupyter: { reachable: true } });
  expect(first.terminals?.map(terminal => terminal.name)).toContain(name);
  await new Promise(later => setTimeout(later, 1_500));
  for (let turn = 0; turn < 5; turn += 1) await guarded.activity();
  await fetch(`${guarded.internalUrl}/jupyter/readyz`);
  const second = await guarded.activity();
  expect({ ...second, at: '' }).toEqual({ ...first, at: '' });
  await ask(`/api/kernels/${kernel}`, 'DELETE');
  await ask(`/api/terminals/${name}`, 'DELETE');
});

it('a busy, silent kernel is reported as busy', async () => {
  const kernel = await newKernel();
  const done = execute(kernel, 'import time; time.sleep(3)');
  await until(
    'the kernel is busy',
    async () =>
      (
        await guarded.activity()
      ).kernels?.some(({ id, state }) => id === kernel && state === 'busy'),
    10,
  );
  await done;
  await ask(`/api/kernels/${kernel}`, 'DELETE');
});

it('the token in a header serves programs without a cookie', async () => {
  const answer = await fetch(`${guarded.url}/api/status`, {
    headers: { Authorization: `token ${token}` },
  });
  expect(answer.status).toBe(200);
});
