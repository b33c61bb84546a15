import {
  stringifyServerReference,
  type ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { amaltheaApiRef } from '../api';
import { actionWords, type ServerAction } from '../words';
import { ConfirmActionDialog } from './ConfirmActionDialog';
import { needsConfirmation, performAction } from './performAction';

interface ServerActions {
  /** Confirms if the action ends something, then does it and says so. */
  readonly request: (action: ServerAction, server: ServerSummary) => void;
  /** Whether an action on this server is on its way. */
  readonly isPending: (server: Pick<ServerSummary, 'reference'>) => boolean;
}

const ServerActionsContext = createContext<ServerActions | undefined>(
  undefined,
);

/**
 * Carries out actions for everything below it. The confirmation lives here and not in a row, since
 * a row may go away while it is asked about.
 */
export function ServerActionsProvider(props: { readonly children: ReactNode }) {
  const api = useApi(amaltheaApiRef);
  const toast = useApi(toastApiRef);
  const [confirming, setConfirming] = useState<{
    readonly action: ServerAction;
    readonly server: ServerSummary;
  }>();
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());

  const perform = useCallback(
    async (action: ServerAction, server: ServerSummary) => {
      const key = stringifyServerReference(server.reference);
      setPending(before => new Set(before).add(key));
      try {
        await performAction(api, action, server.reference);
        toast.post({
          title: actionWords(action, server).done,
          status: 'success',
          timeout: 5_000,
        });
      } catch (failure) {
        toast.post({
          title: `${server.reference.name} was not changed`,
          description:
            failure instanceof Error ? failure.message : String(failure),
          status: 'danger',
        });
      } finally {
        setPending(before => {
          const after = new Set(before);
          after.delete(key);
          return after;
        });
      }
    },
    [api, toast],
  );

  const request = useCallback(
    (action: ServerAction, server: ServerSummary) => {
      if (needsConfirmation(action)) {
        setConfirming({ action, server });
      } else {
        void perform(action, server);
      }
    },
    [perform],
  );

  const value = useMemo(
    () => ({
      request,
      isPending: (server: Pick<ServerSummary, 'reference'>) =>
        pending.has(stringifyServerReference(server.reference)),
    }),
    [request, pending],
  );

  return (
    <ServerActionsContext.Provider value={value}>
      {props.children}
      {confirming && (
        <ConfirmActionDialog
          action={confirming.action}
          server={confirming.server}
          onCancel={() => setConfirming(undefined)}
          onConfirm={() => {
            setConfirming(undefined);
            void perform(confirming.action, confirming.server);
          }}
        />
      )}
    </ServerActionsContext.Provider>
  );
}

/** The actions of the surrounding {@link ServerActionsProvider}. */
export function useServerActions(): ServerActions {
  const actions = useContext(ServerActionsContext);
  if (!actions) {
    throw new Error('useServerActions needs a ServerActionsProvider above it');
  }
  return actions;
}
