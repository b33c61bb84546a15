import {
  selfSigned,
  startTestProvider,
  TestProvider,
} from '@amalthea/dev/src/identity';
import { eventually, GuardedServer } from '../../testing/GuardedServer';
import { trustAuthorities } from './trustAuthorities';

describe('a provider whose certificate no well-known authority vouches for', () => {
  const authority = selfSigned('localhost');
  let provider: TestProvider;
  let server: GuardedServer;

  beforeEach(async () => {
    provider = await startTestProvider({ tls: authority });
  });
  afterEach(async () => {
    await server.close();
    await provider.close();
    trustAuthorities(undefined);
  });

  const start = async (certificateAuthorities?: string) => {
    server = await GuardedServer.start({
      issuer: provider.issuer,
      oidc: { certificateAuthorities },
    });
  };
  const settings = (certificateAuthorities?: string) => ({
    oidc: {
      issuerUrl: provider.issuer,
      clientId: 'jupyter',
      certificateAuthorities,
    },
  });
  const saysWhy = () =>
    eventually(async () => {
      const answer = await fetch(`${server.internalUrl}/readyz`);
      const text = await answer.text();
      return text.includes('add it to oidc.certificateAuthorities');
    });

  it('is known when its authority is given', async () => {
    await start(authority.cert);
    await expect(server.ready()).resolves.toBeUndefined();
  });

  it('is not known otherwise, and the reason says what to do', async () => {
    await start(selfSigned('localhost').cert);
    await expect(saysWhy()).resolves.toBeUndefined();
  });

  it('becomes known without a restart when its authority is added', async () => {
    await start();
    await saysWhy();
    server.configure(settings(authority.cert));
    await expect(server.ready()).resolves.toBeUndefined();
  });
});
