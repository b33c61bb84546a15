import {
  serverNameSchema,
  type NameAvailability,
} from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { amaltheaApiRef } from '../api';
import type { RequestDraft } from './requestDraft';

/** Whether the name can be had, as far as is known now. */
export type NameCheck =
  | { readonly status: 'unchecked' }
  | { readonly status: 'checking' }
  | { readonly status: 'checked'; readonly availability: NameAvailability };

const PAUSE_MILLISECONDS = 350;

/** Asks the backend whether a name is free, shortly after the last key was pressed. */
export function useNameCheck(
  draft: Pick<RequestDraft, 'name' | 'cluster' | 'namespace'>,
): NameCheck {
  const api = useApi(amaltheaApiRef);
  const { name, cluster, namespace } = draft;
  const [check, setCheck] = useState<NameCheck>({ status: 'unchecked' });
  useEffect(() => {
    if (!cluster || !namespace || !serverNameSchema.safeParse(name).success) {
      setCheck({ status: 'unchecked' });
      return undefined;
    }
    let current = true;
    setCheck({ status: 'checking' });
    const timer = setTimeout(() => {
      api.checkName({ cluster, namespace, name }).then(
        availability => {
          if (current) {
            setCheck({ status: 'checked', availability });
          }
        },
        () => {
          // The cluster may be away; the review asks again and says so.
          if (current) {
            setCheck({ status: 'unchecked' });
          }
        },
      );
    }, PAUSE_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, name, cluster, namespace]);
  return check;
}
