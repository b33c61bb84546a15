import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { Route, Routes } from 'react-router-dom';
import { ServerActionsProvider } from './actions';
import styles from './AmaltheaRouter.module.css';
import { LiveServersProvider } from './live';
import { RequestPage } from './request';
import { ServerPage } from './server';
import { ServersPage } from './servers';

/** The pages of the plugin, sharing one stream. */
export function AmaltheaRouter() {
  return (
    <LiveServersProvider>
      <ServerActionsProvider>
        <div className={styles.pages}>
          <Routes>
            <Route path="/" element={<ServersPage />} />
            <Route path="/new" element={<RequestPage />} />
            <Route
              path="/servers/:cluster/:namespace/:name"
              element={<ServerPage />}
            />
            <Route
              path="/servers/:cluster/:namespace/:name/:tab"
              element={<ServerPage />}
            />
            <Route path="*" element={<NotFoundErrorPage />} />
          </Routes>
        </div>
      </ServerActionsProvider>
    </LiveServersProvider>
  );
}
