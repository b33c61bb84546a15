import { startTestSidecar } from '../testing/testSidecar';

describe('startSidecar', () => {
  it('names the variable when the address of its probes is taken', async () => {
    const first = await startTestSidecar();
    const address = `127.0.0.1:${first.sidecar.httpPort}`;
    await expect(
      startTestSidecar({ AMALTHEA_CMP_HTTP_ADDRESS: address }),
    ).rejects.toThrow(
      `AMALTHEA_CMP_HTTP_ADDRESS: ${address} cannot be used (listen EADDRINUSE`,
    );
    await first.stop();
  });
});
