import { packFiles } from '../repoServer/archive';
import { serverYaml } from '../testing/deliveryTest';
import { inProcessRenderer } from '../testing/inProcessRenderer';
import { startTestSidecar } from '../testing/testSidecar';

const unavailable = 14;

describe('startSidecar', () => {
  it('tells calls that it cannot wait for why they end', async () => {
    const { client, sidecar, stop } = await startTestSidecar(
      { AMALTHEA_CMP_CONCURRENCY: '1' },
      inProcessRenderer({
        before: signal =>
          new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          ),
      }),
    );
    const archive = await packFiles({ 'a.yaml': serverYaml('a') });
    const calls = ['runs', 'waits'].map(() =>
      client.send('GenerateManifest', { archive }),
    );
    await new Promise(resolve => setTimeout(resolve, 300));
    await sidecar.stop(800);
    for (const answer of await Promise.all(calls))
      expect(answer).toMatchObject({
        code: unavailable,
        message: 'The Amalthea plugin is stopping; Argo CD asks again.',
      });
    await stop();
  });

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
