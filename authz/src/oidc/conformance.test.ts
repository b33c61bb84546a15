import { Visit, Visitor } from '@amalthea/dev/src/identity';
import { GuardedServer } from '../../testing/GuardedServer';
import { Fault, MisbehavingProvider } from '../../testing/MisbehavingProvider';
import {
  acceptedFaults,
  elliptic,
  refusedFaults,
} from '../../testing/providerFaults';
import { signingKey } from '../../testing/signToken';

jest.setTimeout(30_000);

describe('an answer of the provider', () => {
  let provider: MisbehavingProvider;
  let server: GuardedServer;

  beforeAll(async () => {
    provider = await MisbehavingProvider.start();
    server = await GuardedServer.start({ issuer: provider.issuer });
    await server.ready();
  });
  afterEach(() => {
    provider.fault = {};
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  /** Signs in under the fault at a proxy that just let somebody pass without it. */
  async function under(fault: Fault): Promise<Visit> {
    expect((await new Visitor().open(`${server.url}/`)).status).toBe(200);
    if (fault.keys || fault.metadata) await restart(fault);
    provider.fault = fault;
    server.echo.received.splice(0);
    return new Visitor().open(`${server.url}/lab`);
  }

  async function restart(fault: Fault): Promise<void> {
    provider.fault = fault;
    await server.close();
    server = await GuardedServer.start({ issuer: provider.issuer });
    await server.ready();
  }

  it.each(acceptedFaults)('is accepted: %s', async (_, fault) => {
    const visit = await under(fault);
    expect(server.log.filter(line => !line.includes('found'))).toEqual([]);
    expect(visit.status).toBe(200);
    if (fault.metadata) await restart({});
  });

  it.each(refusedFaults)(
    'is refused without a session, and nothing reaches the server: %s',
    async (_, fault) => {
      const visit = await under(fault);
      expect(visit.status).toBeGreaterThanOrEqual(400);
      expect(visit.url.pathname).toBe('/oauth2/callback');
      expect(visit.text).not.toContain('<script>alert');
      expect(visit.text).toMatch(/Try again|Open the server/);
      expect(visit.headers.getSetCookie().join()).not.toContain(
        'amalthea-session',
      );
      expect(server.echo.received).toEqual([]);
      expect(server.log.join('\n')).not.toMatch(/code-\d|an access token|eyJ/);
      if (fault.keys) await restart({});
    },
  );

  it('is followed when the keys rotate (oidcc-client-test-signing-key-rotation), at once', async () => {
    await restart({});
    expect((await under({})).status).toBe(200);
    provider.keys = [signingKey('second')];
    expect((await under({})).status).toBe(200);
    provider.keys = [...provider.keys, signingKey('third')];
    server.clock.advance(31);
    expect((await under({})).status).toBe(200);
  });

  it('with made-up kids causes one look at the keys, not one each', async () => {
    await under({});
    server.clock.advance(31);
    const before = provider.requestCounts.get('/jwks') ?? 0;
    let count = 0;
    provider.fault = {
      header: header => {
        count += 1;
        return { ...header, kid: `made up ${count}` };
      },
    };
    for (let round = 0; round < 20; round += 1) {
      const visit = await new Visitor().open(`${server.url}/lab`);
      expect(visit.status).toBe(502);
    }
    expect((provider.requestCounts.get('/jwks') ?? 0) - before).toBe(1);
  });

  it('is followed with the algorithm that the provider announces instead of RS256', async () => {
    provider.keys = [elliptic];
    await restart({
      metadata: metadata => ({
        ...metadata,
        id_token_signing_alg_values_supported: ['none', 'HS256', 'ES256'],
      }),
    });
    expect((await new Visitor().open(`${server.url}/lab`)).status).toBe(200);
    provider.keys = [signingKey('first')];
    await restart({});
  });
});
