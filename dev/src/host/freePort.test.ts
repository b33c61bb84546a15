import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePorts, isPortFree, requireFreePort } from './freePort';

describe('freePorts', () => {
  it('gives different ports below those of outgoing connections', async () => {
    const ports = await freePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
});

describe('a port that something listens on', () => {
  it('is not free, and asking for it names it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    expect(await isPortFree(port)).toBe(false);
    await expect(requireFreePort(port, 'a test')).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(`${port}`),
    });
    server.close();
  });
});
