import {
  BreadcrumbEntry,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem } from '../parts';
import { requestRouteRef } from '../routes';
import { ProgressStep } from './ProgressStep';
import { RequestForm } from './RequestForm';
import styles from './RequestPage.module.css';
import {
  createRequestId,
  parseRequestLocation,
  writeRequestLocation,
  type RequestLocation,
} from './requestSteps';
import { StepBar } from './StepBar';

/** Asks for a server: profile, shape, review, progress. */
export function RequestPage() {
  const [query, setQuery] = useSearchParams();
  const location = useMemo(() => parseRequestLocation(query), [query]);
  const requestRoute = useRouteRef(requestRouteRef);
  const { requestId } = location;
  const go = useCallback(
    (next: Partial<RequestLocation>, replace: boolean = false) =>
      setQuery(
        before =>
          writeRequestLocation({ ...parseRequestLocation(before), ...next }),
        { replace },
      ),
    [setQuery],
  );

  useEffect(() => {
    if (requestId === undefined) {
      go(
        { requestId: createRequestId(bytes => crypto.getRandomValues(bytes)) },
        true,
      );
    }
  }, [requestId, go]);

  return (
    <BreadcrumbEntry
      entry={{ label: 'New server', href: requestRoute?.() ?? '' }}
    >
      <main>
        <Header title="New server" />
        <div className={styles.content}>
          <StepBar step={location.step} />
          {location.created && <ProgressStep reference={location.created} />}
          {!location.created && requestId !== undefined && (
            <ProfilesLoader
              key={requestId}
              requestId={requestId}
              step={location.step}
              go={go}
            />
          )}
        </div>
      </main>
    </BreadcrumbEntry>
  );
}

function ProfilesLoader(props: {
  readonly requestId: string;
  readonly step: RequestLocation['step'];
  readonly go: (next: Partial<RequestLocation>, replace?: boolean) => void;
}) {
  const api = useApi(amaltheaApiRef);
  const load = useCallback(() => api.listProfiles(), [api]);
  const profiles = useLoaded(load);
  if (profiles.status === 'loading') {
    return (
      <LinesSkeleton label="Loading the profiles" lines={3} height={120} />
    );
  }
  if (profiles.status === 'failed') {
    return (
      <Problem
        title="The profiles could not be loaded"
        error={profiles.error}
        onRetry={profiles.reload}
      />
    );
  }
  return <RequestForm {...props} profiles={profiles.value} />;
}
