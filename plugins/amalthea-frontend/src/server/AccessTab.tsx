import type { ServerDetails } from '@amalthea/plugin-amalthea-common';
import { Alert, Text } from '@backstage/ui';
import { OwnerName } from '../parts';
import { Facts } from './Facts';
import { Section } from './Section';

/** Who can open the server, and who can change it here. */
export function AccessTab(props: { readonly server: ServerDetails }) {
  const { server } = props;
  const { access } = server;
  return (
    <Section title="Who can open it">
      {access.mode === 'anonymous' && (
        <Alert
          role="status"
          status="warning"
          icon
          title="Everybody who has the address"
          description="There is no sign-in in front of this server."
        />
      )}
      {access.mode === 'token' && (
        <Text as="p">
          Everybody who has its token. <strong>Open</strong> brings the token
          along, for those who may change the server here.
        </Text>
      )}
      {access.mode === 'oidc' && (
        <>
          <Text as="p">
            {access.emails.length === 0 && access.groups.length === 0
              ? 'Everybody who can sign in.'
              : 'Those who sign in and are on this list.'}
          </Text>
          <Facts
            facts={[
              ['People', listOr(access.emails, 'No one by e-mail address')],
              ['Groups', listOr(access.groups, 'No group')],
              ['Sign-in', access.issuerUrl ?? 'Not known'],
            ]}
          />
        </>
      )}
      <Facts facts={[['Owner', <OwnerName owner={server.owner} />]]} />
    </Section>
  );
}

function listOr(items: readonly string[], none: string): JSX.Element | string {
  if (items.length === 0) {
    return none;
  }
  return (
    <>
      {items.map(item => (
        <div key={item}>{item}</div>
      ))}
    </>
  );
}
