import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { entityName } from '../words';

/** The owner of a server, leading to the catalog when there is one. */
export function OwnerName(props: { readonly owner: string | undefined }) {
  const entityRoute = useRouteRef(entityRouteRef);
  if (!props.owner) {
    return <Text color="secondary">Nobody</Text>;
  }
  const name = entityName(props.owner);
  const parameters = parse(props.owner);
  if (!entityRoute || !parameters) {
    return <Text>{name}</Text>;
  }
  return (
    <Link href={entityRoute(parameters)} standalone title={props.owner}>
      {name}
    </Link>
  );
}

function parse(owner: string) {
  try {
    const { kind, namespace, name } = parseEntityRef(owner, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    return { kind: kind.toLocaleLowerCase('en-US'), namespace, name };
  } catch {
    return undefined;
  }
}
