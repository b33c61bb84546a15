import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAmaltheaApi, fakeServer } from '../fake';
import { renderPages, testNow } from '../__testUtils__/renderPages';

const now = () => testNow;
const { reference } = fakeServer(testNow);
const pathOf = (name: string, tab: string = '', cluster: string = 'dev') =>
  `/servers/${cluster}/team-physics/${name}${tab && `/${tab}`}`;

describe('the page of a server', () => {
  it('says in words how it is, and when it stops', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics'),
    });
    const health = within(
      await screen.findByRole('region', { name: 'Health' }),
    );
    expect(
      health.getByText('The server answers and can be opened.'),
    ).toBeVisible();
    expect(
      health.getByText(/Stops in 42 min, after 1 h without activity/),
    ).toBeVisible();
    expect(screen.getByRole('timer')).toHaveTextContent('Stops in 42 min');
    expect(screen.getByRole('button', { name: 'Keep 1 h more' })).toBeEnabled();
    expect(screen.getByRole('meter', { name: 'Memory' })).toHaveAttribute(
      'aria-valuetext',
      '5.5 GiB of 8 GiB',
    );
  });

  it('counts down to the new time after Keep 1 h more', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics'),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keep 1 h more' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('timer')).toHaveTextContent('Stops in 1 h'),
    );
  });

  it('says why a server failed and what to do; what the cluster said is one click away', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('old-pipeline'),
    });
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText(/The image could not be fetched/)).toBeVisible();
    expect(alert.getByText(/Check its name and tag/)).toBeVisible();
    expect(alert.getByText(/Failed to pull image/)).not.toBeVisible();
    await userEvent.click(alert.getByText('What the cluster said'));
    expect(alert.getByText(/Failed to pull image/)).toBeVisible();
  });

  it('shows no alarm for a start that waits', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('lensing-a100', '', 'gpu'),
    });
    expect(await screen.findByText('Still starting')).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('shows what waits for the next start, and offers it', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('spectra-fit'),
    });
    const waiting = within(
      await screen.findByRole('region', { name: 'Waiting for the next start' }),
    );
    expect(waiting.getByText('8Gi → 16Gi')).toBeVisible();
    await userEvent.click(waiting.getByRole('button', { name: 'Restart now' }));
    expect(await screen.findByText('Restart spectra-fit?')).toBeVisible();
  });

  it('says that a server was deleted while it was looked at', async () => {
    const api = new FakeAmaltheaApi({ now });
    renderPages({ api, path: pathOf('genomics') });
    await screen.findByRole('region', { name: 'Health' });
    api.tell({ type: 'removed', reference, uid: fakeServer(testNow).uid });
    expect(await screen.findByText('genomics was deleted.')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'To the list of servers' }),
    ).toHaveAttribute('href', '/amalthea');
  });

  it('does not tell a server that is not there from one the reader may not see', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }), path: pathOf('nothing') });
    expect(
      await screen.findByText(
        'There is no server named nothing here, or you may not see it.',
      ),
    ).toBeVisible();
  });

  it('marks what is only last known', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: '/servers/edge/observatory/telescope-42',
    });
    expect(
      await screen.findByText(/The cluster does not answer/),
    ).toHaveTextContent('This is what was known 6 min ago.');
  });

  it('says where a server from Git can be changed', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('shared-catalogue'),
    });
    expect(
      await screen.findByText(
        'This server is defined in Git. Change it there.',
      ),
    ).toBeVisible();
  });
});

describe('changing a server', () => {
  it('shows what changes and when it takes effect before it is sent', async () => {
    const api = new FakeAmaltheaApi({ now });
    const update = jest.spyOn(api, 'updateServer');
    renderPages({ api, path: pathOf('genomics') });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('Nothing yet.')).toBeInTheDocument();
    const save = dialog.getByRole('button', { name: 'Save changes' });
    expect(save).toBeDisabled();
    await userEvent.click(dialog.getByRole('button', { name: /Large/ }));
    expect(
      dialog.getByRole('region', { name: 'What changes' }),
    ).toHaveTextContent(
      'Size: 2 cores · 8 GiB → 8 cores · 32 GiBTakes effect at the next start',
    );
    expect(update).not.toHaveBeenCalled();
    await userEvent.click(save);
    expect(update).toHaveBeenCalledWith(reference, {
      resourceVersion: '1000',
      shape: { size: 'large' },
    });
    expect(await screen.findByText('genomics was changed')).toBeInTheDocument();
  });

  it('keeps the form and says why when it was changed elsewhere meanwhile', async () => {
    const api = new FakeAmaltheaApi({ now });
    jest
      .spyOn(api, 'updateServer')
      .mockRejectedValue(new Error('Somebody changed it meanwhile.'));
    renderPages({ api, path: pathOf('genomics') });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: /Small/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(
      await screen.findByText('The server was not changed'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Small/ })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  it('is not offered for a server that Git defines', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('shared-catalogue'),
    });
    await screen.findByRole('region', { name: 'Health' });
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
  });
});

describe('the tabs of a server', () => {
  it('have addresses of their own', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics'),
    });
    expect(await screen.findByRole('link', { name: 'Logs' })).toHaveAttribute(
      'href',
      '/amalthea/servers/dev/team-physics/genomics/logs',
    );
  });

  it('show the start step by step, with what it waits for', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('lensing-a100', 'timeline', 'gpu'),
    });
    const steps = within(
      await screen.findByRole('list', { name: 'Steps of the start' }),
    ).getAllByRole('listitem');
    expect(within(steps[0]).getByLabelText('done')).toBeInTheDocument();
    expect(steps[2]).toHaveAttribute('aria-current', 'step');
    expect(steps[2]).toHaveTextContent('No node has 4 GPUs free.');
    expect(within(steps[3]).getByLabelText('not yet')).toBeInTheDocument();
  });

  it('show the newest log lines of the container that is chosen', async () => {
    const api = new FakeAmaltheaApi({ now });
    const getLogs = jest.spyOn(api, 'getLogs');
    renderPages({ api, path: pathOf('genomics', 'logs') });
    expect(
      await screen.findByRole('log', { name: 'Logs of jupyter-server' }),
    ).toHaveTextContent('Jupyter Server 2.17.0 is running');
    expect(screen.getByText(/The newest 40 lines/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('switch', { name: 'Run before the last restart' }),
    );
    await waitFor(() =>
      expect(getLogs).toHaveBeenLastCalledWith(reference, {
        container: undefined,
        previous: true,
      }),
    );
  });

  it('say why there are no logs', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('thesis', 'logs'),
    });
    expect(
      await screen.findByText('The server does not run, so it writes no logs.'),
    ).toBeVisible();
  });

  it('translate events and count them', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics', 'events'),
    });
    expect(
      await screen.findByText(/The server did not answer its health check/),
    ).toBeVisible();
    expect(screen.getByText(/4 times, last/)).toBeVisible();
    expect(screen.getByLabelText('Warning')).toBeInTheDocument();
  });

  it('show the definition, and where the cluster differs from it', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics', 'definition'),
    });
    expect(
      await screen.findByRole('region', { name: 'Definition' }),
    ).toHaveTextContent('kind: JupyterServer');
    await userEvent.click(screen.getByRole('tab', { name: 'Differences (2)' }));
    const difference = await screen.findByRole('region', {
      name: 'Differences of StatefulSet genomics',
    });
    expect(difference).toHaveTextContent('memory: 8Gi');
    expect(screen.getByText('It is not in the cluster.')).toBeVisible();
  });

  it('say who can open the server', async () => {
    renderPages({
      api: new FakeAmaltheaApi({ now }),
      path: pathOf('genomics', 'access'),
    });
    expect(await screen.findByText('grace@example.org')).toBeVisible();
    expect(
      screen.getByText('Those who sign in and are on this list.'),
    ).toBeVisible();
  });

  it.each([
    ['timeline', 'getTimeline', 'The timeline could not be loaded'],
    ['events', 'getEvents', 'The events could not be loaded'],
    ['logs', 'getLogs', 'The logs could not be loaded'],
    ['definition', 'getManifest', 'The definition could not be loaded'],
  ] as const)(
    'say when the %s cannot be loaded',
    async (tab, method, title) => {
      const api = new FakeAmaltheaApi({ now });
      jest.spyOn(api, method).mockRejectedValue(new Error('No.'));
      renderPages({ api, path: pathOf('genomics', tab) });
      expect(await screen.findByText(title)).toBeVisible();
      expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    },
  );
});
