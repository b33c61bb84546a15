import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { RiUser3Line } from '@remixicon/react';
import { useMemo, useState } from 'react';
import { createLocalUserChoice } from './localUserChoice';
import styles from './LocalSignInPage.module.css';

/** The backend's `local` provider takes the user from this header. */
const LOCAL_USER_HEADER = 'x-amalthea-local-user';

/** Sign-in for development: whoever sits at the machine says who they are. */
export function LocalSignInPage(
  props: SignInPageProps & { readonly users: readonly string[] },
) {
  const { users, onSignInSuccess } = props;
  const choice = useMemo(() => createLocalUserChoice(window.localStorage), []);
  const [user, setUser] = useState(() => {
    const stored = choice.read();
    return stored && users.includes(stored) ? stored : undefined;
  });
  const [failure, setFailure] = useState<string>();

  if (user) {
    return (
      <ProxiedSignInPage
        provider="local"
        headers={{ [LOCAL_USER_HEADER]: user }}
        onSignInSuccess={identity => {
          onSignInSuccess({
            getProfileInfo: () => identity.getProfileInfo(),
            getBackstageIdentity: () => identity.getBackstageIdentity(),
            getCredentials: () => identity.getCredentials(),
            signOut: async () => {
              choice.forget();
              await identity.signOut();
            },
          });
        }}
        ErrorComponent={({ error }) => (
          <SignInFailed
            message={reasonOf(error)}
            onBack={message => {
              choice.forget();
              setFailure(message);
              setUser(undefined);
            }}
          />
        )}
      />
    );
  }
  return (
    <main className={styles.page}>
      <Card className={styles.card}>
        <CardHeader>
          <Text as="h1" variant="title-small">
            Sign in
          </Text>
        </CardHeader>
        <CardBody>
          <div className={styles.body}>
            <Text as="p" color="secondary">
              This portal runs on this machine. Choose who you are.
            </Text>
            {failure && (
              <Alert
                role="alert"
                status="danger"
                icon
                title="You could not be signed in"
                description={failure}
              />
            )}
            {users.map(name => (
              <Button
                key={name}
                variant="secondary"
                iconStart={<RiUser3Line />}
                onPress={() => {
                  choice.store(name);
                  setUser(name);
                }}
              >
                Sign in as {name}
              </Button>
            ))}
          </div>
        </CardBody>
      </Card>
    </main>
  );
}

function SignInFailed(props: {
  readonly message: string;
  readonly onBack: (message: string) => void;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Alert
          role="alert"
          status="danger"
          icon
          title="You could not be signed in"
          description={props.message}
          customActions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => props.onBack(props.message)}
            >
              Choose again
            </Button>
          }
        />
      </div>
    </main>
  );
}

/** What the backend said, which a failed response carries as its cause. */
function reasonOf(error: Error | undefined): string {
  return error?.cause instanceof Error
    ? error.cause.message
    : error?.message ?? 'The portal did not say why.';
}
