import { once } from 'node:events';
import {
  chmod,
  lstat,
  mkdtemp,
  readdir,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PluginSocket } from './pluginSocket';

async function listen(path: string): Promise<Server> {
  const server = createServer(socket => socket.end());
  server.listen(path);
  await once(server, 'listening');
  return server;
}

describe('PluginSocket', () => {
  let directory: string;
  const servers: Server[] = [];
  const place = (mode = 0o600) =>
    PluginSocket.prepare({ directory, name: 'amalthea-v1.2', mode });
  const serve = async (socket: PluginSocket) => {
    servers.push(await listen(socket.bindPath));
    await socket.publish();
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'amalthea-socket-'));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('appears in its place only when it listens, with its permissions', async () => {
    const socket = await place(0o660);
    servers.push(await listen(socket.bindPath));
    expect(
      (await readdir(directory)).filter(name => !name.startsWith('.')),
    ).toEqual([]);
    await socket.publish();
    expect(await readdir(directory)).toEqual(['amalthea-v1.2.sock']);
    expect((await stat(socket.path)).mode & 0o777).toBe(0o660);
    const client = connect(socket.path);
    await once(client, 'connect');
    client.destroy();
  });

  it('says what to do where it may not be', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(
      PluginSocket.prepare({
        directory: join(file, 'plugins'),
        name: 'a',
        mode: 0o600,
      }),
    ).rejects.toThrow(
      /file\/plugins: no socket can be made here \(.*ENOTDIR.*ARGOCD_PLUGINSOCKFILEPATH/,
    );
  });

  it('replaces the socket and the folder of a predecessor that was killed', async () => {
    const old = await place();
    const server = await listen(old.bindPath);
    await old.publish();
    // The file stays when the process is killed; here, when Node.js does not know its new name.
    server.close();
    await once(server, 'close');
    await place();
    const socket = await place();
    expect(await readdir(directory)).toHaveLength(2);
    await serve(socket);
    expect(await readdir(directory)).toEqual(['amalthea-v1.2.sock']);
  });

  it('refuses to take the place of a living process', async () => {
    await serve(await place());
    await expect(place()).rejects.toThrow(/another process serves this socket/);
  });

  it('refuses to remove a file that is no socket', async () => {
    await writeFile(join(directory, 'amalthea-v1.2.sock'), 'x');
    await expect(place()).rejects.toThrow(/a file that is no socket/);
  });

  it('refuses a path that no socket can have', async () => {
    const long = PluginSocket.prepare({
      directory: `/tmp/${'x'.repeat(100)}`,
      name: 'a',
      mode: 0o600,
    });
    await expect(long).rejects.toThrow(/longer than the 107 bytes/);
  });

  it('goes away, but leaves the socket of a successor', async () => {
    const first = await place();
    await serve(first);
    await rm(first.path);
    const second = await place();
    await serve(second);
    await first.withdraw();
    expect((await lstat(second.path)).isSocket()).toBe(true);
    await second.withdraw();
    expect(await readdir(directory)).toEqual([]);
  });

  it('makes the directory when it is missing, and says when it may not', async () => {
    const nested = join(directory, 'a/b');
    await PluginSocket.prepare({ directory: nested, name: 'n', mode: 0o600 });
    if (process.getuid?.() === 0) return;
    await chmod(directory, 0o500);
    await expect(
      PluginSocket.prepare({
        directory: join(directory, 'c'),
        name: 'n',
        mode: 0o600,
      }),
    ).rejects.toThrow(/EACCES/);
  });
});
