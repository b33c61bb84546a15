import { AmaltheaRequestError } from '@amalthea/plugin-amalthea-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAmaltheaApi } from '../fake';
import { renderPages, testNow } from '../__testUtils__/renderPages';

const now = () => testNow;

async function fill(name: string, text: string) {
  const field = await screen.findByRole('textbox', { name });
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
}

async function goToShape(api: FakeAmaltheaApi, profile: string = 'Python') {
  const pages = renderPages({ api, path: '/new' });
  await userEvent.click(
    await screen.findByRole('button', { name: `Choose ${profile}` }),
  );
  await screen.findByRole('textbox', { name: /Name/ });
  return pages;
}

async function goToReview(api: FakeAmaltheaApi, profile?: string) {
  const pages = await goToShape(api, profile);
  await screen.findByText(/ is free\.$/);
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
  await screen.findByText('What will be created');
  return pages;
}

beforeEach(() => window.sessionStorage.clear());

describe('the profiles', () => {
  it('say what they bring, what they cost and who may have them', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }), path: '/new' });
    const card = within(
      (await screen.findByRole('heading', { name: 'Python' })).closest(
        'article',
      )!,
    );
    expect(
      card.getByText('0.5 cores · 2 GiB to 8 cores · 32 GiB'),
    ).toBeVisible();
    expect(card.getByText('€0.02 to €0.36 an hour')).toBeVisible();
    expect(card.getByText('For everybody')).toBeVisible();
  });

  it('that are not for the reader say why, and cannot be chosen', async () => {
    renderPages({ api: new FakeAmaltheaApi({ now }), path: '/new' });
    expect(
      await screen.findByText(
        'Only for team-genomics. Ask its members to let you in.',
      ),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Choose Genomics' }),
    ).toBeNull();
  });

  it('that could not be loaded can be asked for again', async () => {
    const api = new FakeAmaltheaApi({ now });
    jest.spyOn(api, 'listProfiles').mockRejectedValueOnce(new Error('No.'));
    renderPages({ api, path: '/new' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Choose Python' }),
    ).toBeVisible();
  });
});

describe('the shape', () => {
  it('starts with a name that is the reader’s own, and free', async () => {
    await goToShape(new FakeAmaltheaApi({ now }));
    expect(screen.getByRole('textbox', { name: /Name/ })).toHaveValue(
      'ada-python',
    );
    expect(await screen.findByText('ada-python is free.')).toBeVisible();
  });

  it('takes the next name when the suggested one is taken', async () => {
    const api = new FakeAmaltheaApi({ now });
    jest
      .spyOn(api, 'checkName')
      .mockImplementation(async ({ name }) =>
        name === 'ada-python'
          ? { available: false, reason: 'Taken.', suggestion: 'ada-python-2' }
          : { available: true },
      );
    await goToShape(api);
    expect(await screen.findByText('ada-python-2 is free.')).toBeVisible();
  });

  it('says while the name is typed that it is taken, and what else would do', async () => {
    await goToShape(new FakeAmaltheaApi({ now }));
    await fill('Name', 'genomics');
    expect(
      await screen.findByText('There is already a server named genomics here.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Use genomics-2' }),
    );
    expect(await screen.findByText('genomics-2 is free.')).toBeVisible();
  });

  it('does not go on with a wrong name, and says which field it is', async () => {
    const pages = await goToShape(new FakeAmaltheaApi({ now }));
    await fill('Name', 'Not Good');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Name: Use small letters, digits and dashes',
    );
    expect(pages.location()).toContain('step=shape');
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveFocus();
  });

  it('leads to a wrong variable, also when its section is closed', async () => {
    await goToShape(new FakeAmaltheaApi({ now }));
    const advanced = screen.getByRole('button', { name: /Advanced/ });
    await userEvent.click(advanced);
    await userEvent.click(screen.getByRole('button', { name: 'Add variable' }));
    await fill('Variable 1', '1ST');
    await userEvent.click(advanced);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: 'Variable 1' })).toHaveFocus(),
    );
  });

  it('offers only what the profile opens', async () => {
    await goToShape(new FakeAmaltheaApi({ now }), 'Course');
    expect(screen.queryByRole('slider')).toBeNull();
    expect(screen.queryByRole('radiogroup')).toBeNull();
    expect(screen.queryByText('Advanced')).toBeNull();
    expect(screen.queryByText('Stops when idle')).toBeNull();
  });

  it('says what a larger size costs as soon as it is chosen', async () => {
    await goToShape(new FakeAmaltheaApi({ now }));
    await userEvent.click(screen.getByRole('button', { name: /Large/ }));
    expect(
      screen.getByText('Costs €0.36 an hour while it runs.'),
    ).toBeVisible();
    expect(
      within(
        screen.getByRole('complementary', { name: 'Your server so far' }),
      ).getByText('8 cores · 32 GiB'),
    ).toBeVisible();
  });

  it('does not take for a person what is no e-mail address', async () => {
    await goToShape(new FakeAmaltheaApi({ now }));
    await fill('Collaborators', 'grace');
    await userEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(
      await screen.findByText('Write an address such as grace@example.org.'),
    ).toBeVisible();
  });
});

describe('an address', () => {
  it.each(['review', 'shape'])(
    'that names the step %p of a request without profile leads to the first',
    async step => {
      const pages = renderPages({
        api: new FakeAmaltheaApi({ now }),
        path: `/new?request=abcdef0123456789&step=${step}`,
      });
      await screen.findByRole('button', { name: 'Choose Python' });
      expect(pages.location()).not.toContain('step=');
    },
  );

  it('that names the review of an unfinished shape leads to the shape', async () => {
    const api = new FakeAmaltheaApi({ now });
    const first = await goToShape(api);
    await fill('Name', 'Not Good');
    const path = first.location().replace('/amalthea', '');
    first.unmount();
    const pages = renderPages({ api, path: path.replace('shape', 'review') });
    expect(await screen.findByRole('textbox', { name: /Name/ })).toHaveValue(
      'Not Good',
    );
    expect(pages.location()).toContain('step=shape');
  });
});

describe('the review', () => {
  it('asks also for the collaborator who is typed and not added', async () => {
    const api = new FakeAmaltheaApi({ now });
    await goToShape(api);
    await fill('Collaborators', 'grace@example.org');
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create server' }),
    );
    await screen.findByText('ada-python is starting');
    expect(api.requests[0].shape?.collaborators).toEqual(['grace@example.org']);
  });

  it('names every field that the portal found wrong', async () => {
    const api = new FakeAmaltheaApi({ now });
    const problems = [
      { field: 'shape.size', message: 'No such size.' },
      { field: 'shape.image', message: 'No such image.' },
    ];
    const refusal = await AmaltheaRequestError.fromResponse(
      Response.json(
        {
          error: {
            message: '2 fields of the request are not right.',
            cause: { code: 'InvalidRequest', problems },
          },
        },
        { status: 400 },
      ),
    );
    jest.spyOn(api, 'preview').mockRejectedValue(refusal);
    await goToShape(api);
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('shape.size: No such size.');
    expect(alert).toHaveTextContent('shape.image: No such image.');
  });

  it('says in one sentence what will be created, and shows the objects', async () => {
    await goToReview(new FakeAmaltheaApi({ now }));
    expect(
      screen.getByText(
        'A Python server in cluster Development, namespace team-physics, 2 cores, 8 GiB, 20 GiB disk kept when stopped, stops after 1 h idle.',
      ),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: /JupyterServer ada-python/ }),
    );
    expect(
      await screen.findByRole('region', { name: 'JupyterServer' }),
    ).toHaveTextContent('kind: JupyterServer');
    expect(screen.getByRole('meter', { name: 'Processor' })).toHaveAttribute(
      'aria-valuetext',
      '9.5 cores → 11.5 cores of 16 cores',
    );
  });

  it('does not let through what the cluster would refuse, and leads back', async () => {
    const pages = await goToShape(
      new FakeAmaltheaApi({ now }),
      'PyTorch with GPU',
    );
    await userEvent.click(screen.getByRole('button', { name: /Four cards/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The namespace team-physics has not enough left for this size.',
    );
    expect(
      screen.getByRole('button', { name: 'Create server' }),
    ).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Change it' }));
    expect(pages.location()).toContain('step=shape');
  });

  it('creates one server, however often the button is pressed', async () => {
    const api = new FakeAmaltheaApi({ now });
    const pages = await goToReview(api);
    const button = screen.getByRole('button', { name: 'Create server' });
    await userEvent.dblClick(button);
    await waitFor(() => expect(pages.location()).toContain('step=progress'));
    const ids = new Set(api.requests.map(({ requestId }) => requestId));
    expect(ids.size).toBe(1);
    expect(pages.location()).toContain(
      'server=dev%2Fteam-physics%2Fada-python',
    );
  });

  it('does not find fault with the name of the server that came of it', async () => {
    const api = new FakeAmaltheaApi({ now });
    const first = await goToReview(api);
    await userEvent.click(
      screen.getByRole('button', { name: 'Create server' }),
    );
    await waitFor(() => expect(first.location()).toContain('step=progress'));
    const taken = await api.preview({ profile: 'python', name: 'ada-python' });
    jest.spyOn(api, 'preview').mockResolvedValue({
      ...taken,
      acceptable: false,
      findings: [
        { severity: 'error', code: 'NameTaken', sentence: 'It is taken.' },
      ],
    });
    const path = first.location().replace('/amalthea', '');
    first.unmount();
    renderPages({
      api,
      path: path.replace(/step=progress.*/, 'step=review'),
    });
    expect(
      await screen.findByText('This server was requested already'),
    ).toBeVisible();
    await screen.findByText('What will be created');
    expect(screen.queryByText('It is taken.')).toBeNull();
  });

  it('keeps everything and the same request id when creating fails', async () => {
    const api = new FakeAmaltheaApi({ now });
    const create = jest
      .spyOn(api, 'createServer')
      .mockRejectedValueOnce(new Error('The cluster does not answer.'));
    await goToReview(api);
    await userEvent.click(
      screen.getByRole('button', { name: 'Create server' }),
    );
    expect(await screen.findByText('The server was not created')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Create server' }),
    );
    await screen.findByText('ada-python is starting');
    const [[first], [second]] = create.mock.calls;
    expect(second).toEqual(first);
  });
});

describe('a reload', () => {
  it('loses nothing of the form', async () => {
    const api = new FakeAmaltheaApi({ now });
    const first = await goToShape(api);
    await fill('Name', 'my-own-name');
    await waitFor(() =>
      expect(screen.getByRole('textbox', { name: /Name/ })).toHaveValue(
        'my-own-name',
      ),
    );
    const path = first.location().replace('/amalthea', '');
    first.unmount();
    renderPages({ api, path });
    expect(await screen.findByRole('textbox', { name: /Name/ })).toHaveValue(
      'my-own-name',
    );
  });

  it('goes on with the progress, which ends in Open', async () => {
    const api = new FakeAmaltheaApi({ now });
    await api.createServer({
      profile: 'python',
      name: 'ada-python',
      requestId: 'abcdef0123456789',
    });
    renderPages({
      api,
      path: '/new?step=progress&server=dev/team-physics/ada-python',
    });
    expect(await screen.findByText('ada-python is starting')).toBeVisible();
    expect(
      screen.getByRole('button', { name: /Open ada-python/ }),
    ).toBeDisabled();
    api.change(
      { cluster: 'dev', namespace: 'team-physics', name: 'ada-python' },
      { phase: 'running', url: 'https://ada-python.example.org' },
    );
    expect(await screen.findByText('ada-python is ready')).toBeVisible();
    expect(
      screen.getByRole('button', { name: /Open ada-python/ }),
    ).toBeEnabled();
  });
});
