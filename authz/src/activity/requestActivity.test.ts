import { isRequestActivity } from './requestActivity';
import { isSocketActivity } from './socketActivity';

const script = { isWebSocket: false, secFetchMode: 'cors' };
const navigation = {
  isWebSocket: false,
  secFetchMode: 'navigate',
  accept: 'text/html',
};
const base = '/user/ada';

describe('what an open tab does by itself is no activity', () => {
  it.each([
    ['GET', '/api/kernels'],
    ['GET', '/api/terminals'],
    ['GET', '/api/sessions'],
    ['GET', '/api/contents'],
    ['GET', '/api/contents/work/a.ipynb'],
    ['GET', '/api/me'],
    ['GET', '/api/kernelspecs'],
    ['GET', '/api/status'],
    ['GET', '/api/metrics/v1'],
    ['GET', '/lab/api/workspaces'],
    ['PUT', '/lab/api/workspaces/default'],
    ['GET', '/static/lab/main.js'],
    ['GET', '/lsp/status'],
    ['POST', '/git/work/status'],
    ['POST', '/api/security/csp-report'],
    ['HEAD', '/lab'],
    ['HEAD', '/rstudio/'],
    ['OPTIONS', '/api/contents'],
    ['GET', '/favicon.ico'],
    ['GET', '/'],
  ])('%s %s', (method, path) => {
    expect(
      isRequestActivity(
        { ...script, method, path: base + path },
        base,
        'jupyter',
      ),
    ).toBe(false);
  });
});

describe('what a person does is activity', () => {
  it.each([
    ['POST', '/api/kernels'],
    ['DELETE', '/api/kernels/1'],
    ['PUT', '/api/contents/a.ipynb'],
    ['PATCH', '/api/contents/a.ipynb'],
    ['POST', '/api/terminals'],
    ['POST', '/git/work/commit'],
    ['PUT', '/lab/api/settings/x'],
    ['GET', '/files/a.csv'],
    ['GET', '/nbconvert/html/a.ipynb'],
    ['GET', '/rstudio/events'],
    ['GET', '/proxy/8501/'],
    ['GET', '/vscode/static/x.js'],
    ['PURGE', '/x'],
  ])('%s %s', (method, path) => {
    expect(
      isRequestActivity(
        { ...script, method, path: base + path },
        base,
        'jupyter',
      ),
    ).toBe(true);
  });

  it.each(['/', '/lab', '/lab/tree/a.ipynb', '/tree', '/notebooks/a.ipynb'])(
    'a navigation to %s',
    path => {
      expect(
        isRequestActivity(
          { ...navigation, method: 'GET', path: base + path },
          base,
          'jupyter',
        ),
      ).toBe(true);
    },
  );
});

it('every request counts for another application, except HEAD and OPTIONS', () => {
  const ask = (method: string) =>
    isRequestActivity({ ...script, method, path: '/api/kernels' }, '', 'other');
  expect([ask('GET'), ask('POST'), ask('HEAD'), ask('OPTIONS')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('messages count on every WebSocket but the event stream', () => {
  const paths = [
    '/api/events/subscribe',
    '/api/kernels/1/channels',
    '/terminals/websocket/1',
    '/proxy/1/ws',
  ];
  expect(
    paths.map(path => isSocketActivity(base + path, base, 'jupyter')),
  ).toEqual([false, true, true, true]);
  expect(isSocketActivity('/api/events/subscribe', '', 'other')).toBe(true);
});
