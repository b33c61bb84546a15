import {
  startTestProvider,
  testClient,
  TestProvider,
  Visitor,
} from '@amalthea/dev/src/identity';
import { GuardedServer } from './testing/GuardedServer';

describe('signing in at a real provider', () => {
  let provider: TestProvider;
  let server: GuardedServer;

  beforeAll(async () => {
    provider = await startTestProvider({ allowsAnyRedirectUri: true });
    server = await GuardedServer.start({ issuer: provider.issuer });
    await server.ready();
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  it('leads a person to the page they asked for', async () => {
    const visitor = new Visitor();
    const visit = await visitor.signIn(`${server.url}/lab?reset=1`, 'ada');
    expect(visit.status).toBe(200);
    expect(visit.url.href).toBe(`${server.url}/lab?reset=1`);
    expect(JSON.parse(visit.text)).toMatchObject({ url: '/lab?reset=1' });
  });
  it('uses', () => expect(testClient.client_id).toBe('jupyter'));
});
