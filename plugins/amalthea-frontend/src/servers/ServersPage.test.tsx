import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeAmaltheaApi,
  fakeClusters,
  fakeServer,
  manyFakeServers,
} from '../fake';
import { renderPages, testNow } from '../__testUtils__/renderPages';

const now = () => testNow;
const rowOf = async (name: string) =>
  (await screen.findByRole('link', { name })).closest<HTMLElement>(
    '[role="row"], tr',
  )!;

describe('the list of servers', () => {
  it('shows the reader’s own servers first, and counts the others', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }) });
    expect(
      await screen.findByRole('tab', { name: 'Mine (6)' }),
    ).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByRole('tab', { name: 'My groups (2)' })).toBeVisible();
    expect(screen.getByRole('tab', { name: 'All (11)' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'genomics' })).toHaveAttribute(
      'href',
      '/amalthea/servers/dev/team-physics/genomics',
    );
    expect(screen.queryByRole('link', { name: 'night-run' })).toBeNull();
  });

  it('says the state in words, what it has, when it was used and when it stops', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }) });
    const row = within(await rowOf('genomics'));
    expect(row.getByText('Running')).toBeVisible();
    expect(row.getByText('ada')).toBeVisible();
    expect(row.getByText('Python')).toBeVisible();
    expect(row.getByText('Development')).toBeVisible();
    expect(row.getByText('2 cores · 8 GiB')).toBeVisible();
    expect(row.getByText('18 min ago')).toHaveAttribute(
      'title',
      expect.stringContaining('24 Nov 2026'),
    );
    expect(row.getByText('42 min')).toBeVisible();
    expect(row.getByRole('button', { name: /Open genomics/ })).toBeEnabled();
  });

  it('says that a stopped server keeps its files', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }) });
    const row = within(await rowOf('thesis'));
    expect(row.getByText('Stopped (files kept)')).toBeVisible();
    expect(row.getByText('then deleted')).toBeVisible();
  });

  it('says what is wrong with a cluster that answers, but refuses the portal', async () => {
    const clusters = fakeClusters(testNow).map(cluster =>
      cluster.name === 'edge'
        ? {
            ...cluster,
            error: {
              code: 'ClusterRefused',
              sentence: 'Amalthea is not installed in the cluster Edge.',
            },
          }
        : cluster,
    );
    renderPages({ api: new FakeAmaltheaApi({ now, clusters }) });
    expect(
      await screen.findByText(
        'Amalthea is not installed in the cluster Edge. Its servers are shown as last known.',
      ),
    ).toBeVisible();
  });

  it('does not call a list empty before the clusters have been read', async () => {
    const clusters = fakeClusters(testNow).map(
      cluster => ({ ...cluster, state: 'connecting' } as const),
    );
    renderPages({ api: new FakeAmaltheaApi({ now, clusters, servers: [] }) });
    expect(await screen.findByRole('tab', { name: 'Mine (0)' })).toBeVisible();
    expect(screen.queryByText('No servers yet')).toBeNull();
  });

  it('keeps the rows of a cluster that does not answer, marked, and says so', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }), path: '?tab=all' });
    expect(
      await screen.findByText(
        'The cluster “Edge” has not answered for 6 min. Its servers are shown as last known.',
      ),
    ).toBeVisible();
    const row = within(await rowOf('telescope-42'));
    expect(row.getByText(/last known/)).toHaveTextContent(
      'last known 6 min ago',
    );
    expect(
      row.getByRole('button', { name: 'More for telescope-42' }),
    ).toBeDisabled();
  });

  it('changes a row as soon as the stream says so', async () => {
    const api = new FakeAmaltheaApi({ now });
    renderPages({ api });
    const { reference } = fakeServer(testNow);
    expect(within(await rowOf('genomics')).getByText('Running')).toBeVisible();
    api.change(reference, { phase: 'failed' });
    await waitFor(async () =>
      expect(within(await rowOf('genomics')).getByText('Failed')).toBeVisible(),
    );
  });

  it('explains what a server is when there are none', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now, servers: [], clusters: [] }),
    });
    expect(await screen.findByText('No servers yet')).toBeVisible();
    expect(screen.getByText(/A server is a Jupyter notebook/)).toBeVisible();
    expect(screen.queryByRole('search')).toBeNull();
  });

  it('does not call a list empty that a silent cluster may have servers for', async () => {
    renderPages({
      api: new FakeAmaltheaApi({
        now,
        servers: [],
        clusters: fakeClusters(testNow),
      }),
    });
    expect(await screen.findByText('No servers known')).toBeVisible();
  });

  it('says which filter is in the way, and takes it away', async () => {
    const pages = renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: '?q=nothing+like+this',
    });
    expect(await screen.findByText('No server matches')).toBeVisible();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await screen.findByRole('link', { name: 'genomics' })).toBeVisible();
    expect(pages.location()).toBe('/amalthea');
  });

  it('keeps the search in the URL', async () => {
    const pages = renderPages({ api: new FakeAmaltheaApi({ now }) });
    await screen.findByRole('link', { name: 'genomics' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search servers' }),
      'thesis',
    );
    await waitFor(() => expect(pages.location()).toBe('/amalthea?q=thesis'));
    expect(screen.queryByRole('link', { name: 'genomics' })).toBeNull();
    expect(screen.getByText('1 server')).toBeVisible();
  });

  it('sorts by a column, and keeps that in the URL too', async () => {
    const pages = renderPages({ api: new FakeAmaltheaApi({ now }) });
    await screen.findByRole('link', { name: 'genomics' });
    await userEvent.click(screen.getByRole('columnheader', { name: /State/ }));
    await waitFor(() => expect(pages.location()).toBe('/amalthea?sort=state'));
    const names = screen
      .getAllByRole('rowheader')
      .map(header => header.textContent);
    expect(names[0]).toBe('old-pipeline');
  });

  it('holds the place of the rows while they are loaded', async () => {
    const api = new FakeAmaltheaApi({ now });
    api.stream = async function* never() {
      await new Promise(() => {});
    };
    renderPages({ api });
    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Mine' })).toBeVisible();
  });

  it('says what went wrong when the servers cannot be loaded, and tries again', async () => {
    const api = new FakeAmaltheaApi({ now });
    const stream = api.stream.bind(api);
    let attempts = 0;
    api.stream = async function* flaky(options) {
      attempts += 1;
      if (attempts === 1) {
        throw new Error('The portal does not answer.');
      }
      yield* stream(options);
    };
    renderPages({ api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The servers could not be loaded');
    expect(alert).toHaveTextContent('The portal does not answer.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'genomics' })).toBeVisible();
  });

  it('keeps the rows and says so when live updates stop', async () => {
    const api = new FakeAmaltheaApi({ now });
    const snapshot = {
      type: 'snapshot',
      ...(await api.listServers()),
    } as const;
    api.stream = async function* once() {
      yield { id: '1', message: snapshot };
    };
    renderPages({ api });
    expect(await screen.findByText(/No live updates/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'genomics' })).toBeVisible();
  });

  it('renders only the rows in view of hundreds', async () => {
    const size = jest
      .spyOn(HTMLElement.prototype, 'clientHeight', 'get')
      .mockReturnValue(610);
    const width = jest
      .spyOn(HTMLElement.prototype, 'clientWidth', 'get')
      .mockReturnValue(1200);
    renderPages({
      api: new FakeAmaltheaApi({
        now,
        servers: manyFakeServers(testNow, 500),
      }),
      path: '?tab=all',
    });
    expect(await screen.findByRole('tab', { name: 'All (500)' })).toBeVisible();
    await waitFor(() =>
      expect(screen.getAllByRole('rowheader').length).toBeGreaterThan(5),
    );
    expect(screen.getAllByRole('rowheader').length).toBeLessThan(60);
    size.mockRestore();
    width.mockRestore();
  });
});
