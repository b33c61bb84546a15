import type { ServerReference } from '@amalthea/plugin-amalthea-common';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { amaltheaApiRef } from '../api';

/**
 * Opens a server in a tab of its own. The link is asked for at the moment of the click, since it
 * may carry the server's token; the tab is opened before the answer, since a browser blocks tabs
 * that no click opened.
 */
export function useOpenServer(): {
  readonly open: (reference: ServerReference) => Promise<void>;
  readonly isOpening: boolean;
} {
  const api = useApi(amaltheaApiRef);
  const toast = useApi(toastApiRef);
  const [isOpening, setOpening] = useState(false);

  const open = useCallback(
    async (reference: ServerReference) => {
      const tab = window.open('', '_blank');
      if (!tab) {
        toast.post({
          title: 'The browser blocked the new tab',
          description: 'Allow pop-ups for this page, then press Open again.',
          status: 'warning',
        });
        return;
      }
      // The server's page must not be able to reach back into the portal.
      tab.opener = null;
      setOpening(true);
      try {
        const { openUrl } = await api.getOpenLink(reference);
        tab.location.replace(openUrl);
      } catch (failure) {
        tab.close();
        toast.post({
          title: `${reference.name} could not be opened`,
          description:
            failure instanceof Error ? failure.message : String(failure),
          status: 'danger',
        });
      } finally {
        setOpening(false);
      }
    },
    [api, toast],
  );
  return { open, isOpening };
}
