import { freePort } from '@amalthea/dev';
import {
  selfSigned,
  startTestProvider,
  testClient,
  type TestProvider,
} from '@amalthea/dev/src/identity';

/** The secret of the client in `examples/03-oidc-secret-ref.yaml`. */
export const clientSecret = 'change-me';

/** What is below `.localhost` is this machine, for its browser as for the pods. */
const host = 'idp.localhost';

/** A provider that browser and pods reach by one name, with a certificate that no well-known authority vouches for. */
export async function startClusterProvider(): Promise<{
  readonly provider: TestProvider;
  /** PEM. */
  readonly certificateAuthority: string;
}> {
  const port = await freePort();
  const tls = selfSigned(host);
  const provider = await startTestProvider({
    port,
    address: '0.0.0.0',
    tls,
    issuer: `https://${host}:${port}`,
    clients: [{ ...testClient, client_secret: clientSecret }],
    allowsAnyRedirectUri: true,
  });
  return { provider, certificateAuthority: tls.cert };
}
