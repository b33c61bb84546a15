/** Keys of the Secret `<name>` that belongs to the operator. */
export const secretKeys = {
  appToken: 'jupyterServerAppToken',
  cookieSecret: 'jupyterServerCookieSecret',
  authzCookieKey: 'authzCookieKey',
  oidcClientSecret: 'oidcClientSecret',
} as const;
