import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAmaltheaApi, fakeServer, fakeServers } from '../fake';
import { renderPages, testNow } from '../__testUtils__/renderPages';

const now = () => testNow;
const { reference } = fakeServer(testNow);

// A running and a stopped server are enough here, and render faster than a dozen.
const fakeApi = () =>
  new FakeAmaltheaApi({
    now,
    servers: fakeServers(testNow).filter(server =>
      ['genomics', 'thesis'].includes(server.reference.name),
    ),
  });

async function chooseFromMenu(name: string, entry: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: `More for ${name}` }),
  );
  await userEvent.click(await screen.findByRole('menuitem', { name: entry }));
}

// Toasts fade in: they are asked for in the document, not whether they are opaque yet.
describe('what can be done to a server', () => {
  it('is stopped only after the reader was told what happens to the files', async () => {
    const api = fakeApi();
    const hibernate = jest.spyOn(api, 'hibernateServer');
    renderPages({ api });
    await chooseFromMenu('genomics', 'Stop');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('Stop genomics?')).toBeVisible();
    expect(
      dialog.getByText('Files on its 20 GiB disk are kept.'),
    ).toBeVisible();
    expect(hibernate).not.toHaveBeenCalled();
    await userEvent.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(hibernate).toHaveBeenCalledWith(reference);
    expect(await screen.findByText('genomics is stopping')).toBeInTheDocument();
  });

  it('is left alone when the reader thinks better of it', async () => {
    const api = fakeApi();
    const restart = jest.spyOn(api, 'restartServer');
    renderPages({ api });
    await chooseFromMenu('genomics', 'Restart');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(restart).not.toHaveBeenCalled();
  });

  it('is deleted with its disk only after its name was typed', async () => {
    const api = fakeApi();
    const remove = jest.spyOn(api, 'deleteServer');
    renderPages({ api });
    await chooseFromMenu('genomics', 'Delete…');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText('Its 20 GiB disk and all files on it are deleted too.'),
    ).toBeVisible();
    const button = dialog.getByRole('button', {
      name: 'Delete server and disk',
    });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Type genomics/ }),
      'genomics{Enter}',
    );
    expect(remove).toHaveBeenCalledWith(reference);
  });

  it('is kept one more hour without a question', async () => {
    const api = fakeApi();
    const keep = jest.spyOn(api, 'keepServer');
    renderPages({ api });
    await chooseFromMenu('genomics', 'Keep 1 h more');
    expect(keep).toHaveBeenCalledWith(reference, { minutes: 60 });
    expect(
      await screen.findByText('genomics is kept for one more hour'),
    ).toBeInTheDocument();
  });

  it('is started again from its row', async () => {
    const api = fakeApi();
    const resume = jest.spyOn(api, 'resumeServer');
    renderPages({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Start thesis' }),
    );
    expect(resume).toHaveBeenCalledWith({ ...reference, name: 'thesis' });
  });

  it('is only what its state and the reader’s rights allow', async () => {
    renderPages({ api: fakeApi() });
    await userEvent.click(
      await screen.findByRole('button', { name: 'More for thesis' }),
    );
    const entries = (await screen.findAllByRole('menuitem')).map(
      entry => entry.textContent,
    );
    expect(entries).toEqual(['Start', 'Copy address', 'Delete…']);
  });

  it('says in the words of the backend why something was refused', async () => {
    const api = fakeApi();
    api.keepServer = async () => {
      throw new Error('The cluster does not answer. Try again in a moment.');
    };
    renderPages({ api });
    await chooseFromMenu('genomics', 'Keep 1 h more');
    expect(
      await screen.findByText('genomics was not changed'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('The cluster does not answer. Try again in a moment.'),
    ).toBeInTheDocument();
  });
});

describe('opening a server', () => {
  it('asks for the link at the click, and leaves the new tab no way back', async () => {
    const replace = jest.fn();
    const tab = { opener: window, location: { replace }, close: jest.fn() };
    const open = jest
      .spyOn(window, 'open')
      .mockReturnValue(tab as unknown as Window);
    const api = fakeApi();
    api.getOpenLink = async () => ({
      mode: 'token',
      openUrl: 'https://genomics.example.org/?token=once',
    });
    renderPages({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Open genomics/ }),
    );
    await waitFor(() =>
      expect(replace).toHaveBeenCalledWith(
        'https://genomics.example.org/?token=once',
      ),
    );
    expect(tab.opener).toBeNull();
    open.mockRestore();
  });

  it('closes the tab again and says why when there is no link', async () => {
    const tab = {
      opener: window,
      location: { replace: jest.fn() },
      close: jest.fn(),
    };
    const open = jest
      .spyOn(window, 'open')
      .mockReturnValue(tab as unknown as Window);
    const api = fakeApi();
    api.getOpenLink = async () => {
      throw new Error('The server is not ready yet.');
    };
    renderPages({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Open genomics/ }),
    );
    expect(
      await screen.findByText('genomics could not be opened'),
    ).toBeInTheDocument();
    expect(tab.close).toHaveBeenCalled();
    open.mockRestore();
  });

  it('says how to let the tab through when the browser blocks it', async () => {
    const open = jest.spyOn(window, 'open').mockReturnValue(null);
    renderPages({ api: fakeApi() });
    await userEvent.click(
      await screen.findByRole('button', { name: /Open genomics/ }),
    );
    expect(
      await screen.findByText('The browser blocked the new tab'),
    ).toBeInTheDocument();
    open.mockRestore();
  });
});
