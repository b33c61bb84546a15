import { useApi } from '@backstage/frontend-plugin-api';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { amaltheaApiRef } from '../api';
import {
  followStream,
  sleepWithTimer,
  type StreamConnection,
} from './followStream';
import { applyStreamMessage, type ServerDirectory } from './ServerDirectory';

/** The directory as it arrives, and how fresh it is. */
export interface LiveServers {
  /** Undefined until the first snapshot. */
  readonly directory: ServerDirectory | undefined;
  readonly connection: StreamConnection;
  /** Connects again now instead of at the end of the pause. */
  readonly reconnect: () => void;
}

const LiveServersContext = createContext<LiveServers | undefined>(undefined);

/** Keeps one stream open for all pages below it. */
export function LiveServersProvider(props: { readonly children: ReactNode }) {
  const api = useApi(amaltheaApiRef);
  const [attempt, setAttempt] = useState(0);
  const [directory, setDirectory] = useState<ServerDirectory>();
  const [connection, setConnection] = useState<StreamConnection>({
    state: 'connecting',
  });
  const reconnect = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    void followStream({
      api,
      signal: controller.signal,
      onMessage: message =>
        setDirectory(before => applyStreamMessage(before, message)),
      onConnection: setConnection,
      sleep: sleepWithTimer,
      random: Math.random,
    });
    return () => controller.abort();
  }, [api, attempt]);

  useEffect(() => {
    window.addEventListener('online', reconnect);
    return () => window.removeEventListener('online', reconnect);
  }, [reconnect]);

  const value = useMemo(
    () => ({ directory, connection, reconnect }),
    [directory, connection, reconnect],
  );
  return (
    <LiveServersContext.Provider value={value}>
      {props.children}
    </LiveServersContext.Provider>
  );
}

/** The directory of the surrounding {@link LiveServersProvider}. */
export function useLiveServers(): LiveServers {
  const value = useContext(LiveServersContext);
  if (!value) {
    throw new Error('useLiveServers needs a LiveServersProvider above it');
  }
  return value;
}
