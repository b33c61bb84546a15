import { Visitor } from '@amalthea/dev/src/identity';
import { GuardedServer } from '../../testing/GuardedServer';
import { MisbehavingProvider } from '../../testing/MisbehavingProvider';
import { Scene, statusFor } from '../../testing/Scene';

jest.setTimeout(15_000);

describe('a provider that asks for consent', () => {
  let scene: Scene;
  let server: GuardedServer;
  const ada = new Visitor();
  beforeAll(async () => {
    scene = await Scene.start({ asksForConsent: true });
    server = await scene.server();
  });
  afterAll(() => scene.close());

  it('signs nobody in who denies it, and the page offers a way on', async () => {
    const question = await ada.signIn(`${server.url}/lab`, 'ada');
    expect(question.text).toContain('Test provider: consent');
    const denied = await ada.answer(question, { cancel: '1' });
    expect(denied.status).toBe(403);
    expect(denied.text).toContain('You were not signed in');
    expect(denied.text).toContain('access_denied');
    expect(denied.text).toContain('Try again');
    expect(await statusFor(ada, server)).toBe(401);
    expect(server.echo.received).toEqual([]);
  });

  it('signs in who gives it, and is not asked again', async () => {
    const question = await ada.open(`${server.url}/lab`);
    expect(question.text).toContain('Test provider: consent');
    const allowed = await ada.answer(question, { consent: '1' });
    expect(allowed.status).toBe(200);
    expect(allowed.url.pathname).toBe('/lab');
    const again = await ada.open(`${server.url}/oauth2/start?rd=/lab`);
    expect(again.status).toBe(200);
  });
});

describe('a provider that answers with an error', () => {
  let provider: MisbehavingProvider;
  let server: GuardedServer;
  beforeAll(async () => {
    provider = await MisbehavingProvider.start();
    server = await GuardedServer.start({ issuer: provider.issuer });
    await server.ready();
  });
  beforeEach(async () => {
    provider.fault = {};
    const { status } = await new Visitor().open(`${server.url}/lab`);
    if (status !== 200) throw new Error(`The target answers ${status}.`);
    server.echo.received.splice(0);
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  it.each([
    ['access_denied', 403, 'You were not signed in', '/'],
    [
      'consent_required',
      403,
      'has a question for you',
      '/oauth2/start?prompt=consent',
    ],
    [
      'interaction_required',
      403,
      'has a question for you',
      '/oauth2/start?prompt=login',
    ],
    [
      'login_required',
      403,
      'has a question for you',
      '/oauth2/start?prompt=login',
    ],
    [
      'account_selection_required',
      403,
      'has a question for you',
      '/oauth2/start?prompt=login',
    ],
    ['temporarily_unavailable', 503, 'does not answer', '/'],
    ['server_error', 503, 'does not answer', '/'],
    ['invalid_scope', 502, 'did not work', '/'],
    ['unauthorized_client', 502, 'did not work', '/'],
    ['<script>alert(1)</script>', 403, 'You were not signed in', '/'],
  ])('%s gets %s and a page with a way on', async (error, status, says, on) => {
    provider.fault = {
      callback: parameters => {
        parameters.delete('code');
        parameters.set('error', error);
        parameters.set('error_description', '<script>alert(2)</script>');
        return parameters;
      },
    };
    const visitor = new Visitor();
    const visit = await visitor.open(`${server.url}/lab`);
    expect(visit.status).toBe(status);
    expect(visit.text).toContain(says);
    expect(visit.text).toContain(`href="${on}"`);
    expect(visit.text).not.toContain('<script>');
    expect(visitor.jar.size).toBe(0);
    expect(server.echo.received).toEqual([]);
  });
});
