import {
  registerMswTestHooks,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { PortalSignInPage } from './PortalSignInPage';

type Identity = Parameters<SignInPageProps['onSignInSuccess']>[0];

const server = setupServer();
registerMswTestHooks(server);

function answerAs(users: readonly string[]) {
  server.use(
    http.get('*/api/auth/local/refresh', ({ request }) => {
      const user = request.headers.get('x-amalthea-local-user') ?? '';
      return users.includes(user)
        ? HttpResponse.json({
            providerInfo: {},
            profile: { displayName: user },
            backstageIdentity: {
              token: 'a.e30.c',
              identity: {
                type: 'user',
                userEntityRef: `user:default/${user}`,
                ownershipEntityRefs: [],
              },
            },
          })
        : HttpResponse.json(
            { error: { name: 'AuthenticationError', message: 'Not you.' } },
            { status: 401 },
          );
    }),
  );
}

function renderSignIn(users: string[] | undefined) {
  const onSignInSuccess = jest.fn<void, [Identity]>();
  renderInTestApp(<PortalSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: {
      app: { title: 'Portal' },
      backend: { baseUrl: 'http://localhost:7007' },
      ...(users ? { auth: { providers: { local: { users } } } } : {}),
    },
  });
  return onSignInSuccess;
}

beforeEach(() => window.localStorage.clear());

describe('the sign-in page', () => {
  it('signs in as the local user who is chosen, and remembers it', async () => {
    answerAs(['ada', 'charles']);
    const onSignInSuccess = renderSignIn(['ada', 'charles']);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as charles' }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    const [[identity]] = onSignInSuccess.mock.calls;
    await expect(identity.getBackstageIdentity()).resolves.toMatchObject({
      userEntityRef: 'user:default/charles',
    });
    expect(window.localStorage.getItem('amalthea.local-user')).toBe('charles');
  });

  it('asks nothing after a reload, until the user signs out', async () => {
    answerAs(['ada']);
    window.localStorage.setItem('amalthea.local-user', 'ada');
    const onSignInSuccess = renderSignIn(['ada']);
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    await onSignInSuccess.mock.calls[0][0].signOut();
    expect(window.localStorage.getItem('amalthea.local-user')).toBeNull();
  });

  it('does not believe a remembered user who is not configured any more', async () => {
    window.localStorage.setItem('amalthea.local-user', 'mallory');
    renderSignIn(['ada']);
    expect(
      await screen.findByRole('button', { name: 'Sign in as ada' }),
    ).toBeVisible();
  });

  it('says why it was refused, and lets the user choose again', async () => {
    answerAs([]);
    renderSignIn(['ada']);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign in as ada' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('Not you.');
    await userEvent.click(screen.getByRole('button', { name: 'Choose again' }));
    expect(
      await screen.findByRole('button', { name: 'Sign in as ada' }),
    ).toBeVisible();
  });

  it('offers the guest where there are no local users', async () => {
    renderSignIn(undefined);
    expect(await screen.findByText('Guest')).toBeVisible();
  });
});
