import { headerValues } from '../testing/EchoUpstream';
import { rawExchange } from '../testing/rawExchange';
import { appToken, Target, targetConfig } from '../testing/Target';

/** Jupyter knows the token that was in its environment when it started. */
describe('a changed token', () => {
  let target: Target;
  let startedWith = appToken;

  beforeEach(async () => {
    startedWith = appToken;
    target = await Target.start();
    target.upstream.respond = (request, response) => {
      if (request.headers.authorization === `token ${startedWith}`)
        return false;
      response.writeHead(403).end();
      return true;
    };
  });

  afterEach(() => target.stop());

  function change(token: string) {
    const config = targetConfig(target.options, target.upstream.port);
    target.authz.configure({
      ...config,
      secrets: { ...config.secrets, appToken: token },
    });
  }

  async function statusWith(token: string) {
    const answer = await rawExchange(
      target.port,
      target.head('GET', '/api/contents', `Authorization: token ${token}`),
      { until: /\r\n\r\n/ },
    );
    return answer.statuses;
  }

  const readiness = () =>
    fetch(`http://127.0.0.1:${target.internalPort}/jupyter/readyz`);

  it('lets in those who know it, before and after Jupyter takes it', async () => {
    change('another-token');
    expect(await statusWith('another-token')).toEqual([200]);
    expect(await statusWith(appToken)).toEqual([401]);
    startedWith = 'another-token';
    await readiness();
    expect(await statusWith('another-token')).toEqual([200]);
    const last = target.upstream.seen.at(-1);
    expect(last && headerValues(last, 'authorization')).toEqual([
      'token another-token',
    ]);
  });
});
