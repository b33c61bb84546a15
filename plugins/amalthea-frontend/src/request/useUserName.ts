import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';

/** The name of the signed-in user's entity; empty until it is known. */
export function useUserName(): string {
  const identity = useApi(identityApiRef);
  const [name, setName] = useState('');
  useEffect(() => {
    let current = true;
    identity.getBackstageIdentity().then(
      ({ userEntityRef }) => {
        if (current) {
          setName(parseEntityRef(userEntityRef).name);
        }
      },
      () => {
        // Without it the suggested name is only less personal.
      },
    );
    return () => {
      current = false;
    };
  }, [identity]);
  return name;
}
