import { SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { LocalSignInPage } from './LocalSignInPage';

/**
 * The way in. On a developer's machine one of the configured local users; where there are none,
 * the guest.
 */
export function PortalSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  const users = config.getOptionalStringArray('auth.providers.local.users');
  return users && users.length > 0 ? (
    <LocalSignInPage {...props} users={users} />
  ) : (
    <SignInPage {...props} providers={['guest']} />
  );
}
