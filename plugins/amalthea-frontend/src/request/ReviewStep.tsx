import type {
  PreviewFinding,
  Profile,
  ServerReference,
} from '@amalthea/plugin-amalthea-common';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, Link, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem, ReasonText } from '../parts';
import { serverRouteRef } from '../routes';
import { PreviewObjects } from './PreviewObjects';
import { QuotaMeters } from './QuotaMeters';
import {
  toCreateRequest,
  toPreviewRequest,
  type RequestDraft,
} from './requestDraft';
import styles from './ReviewStep.module.css';
import { reviewSentence } from './reviewSentence';

/** What will be created, in words and as objects, and whether the cluster would accept it. */
export function ReviewStep(props: {
  readonly draft: RequestDraft;
  readonly profile: Profile;
  readonly requestId: string;
  readonly onBack: () => void;
  readonly onCreated: (reference: ServerReference) => void;
}) {
  const { draft, profile, requestId, onBack, onCreated } = props;
  const api = useApi(amaltheaApiRef);
  const load = useCallback(
    () => api.preview(toPreviewRequest(draft, profile)),
    [api, draft, profile],
  );
  const preview = useLoaded(load);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Error>();

  const create = async () => {
    setSending(true);
    setFailure(undefined);
    try {
      const { reference } = await api.createServer(
        toCreateRequest(draft, profile, requestId),
      );
      onCreated(reference);
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
      setSending(false);
    }
  };

  const loaded = preview.status === 'loaded' ? preview.value : undefined;
  return (
    <div className={styles.layout}>
      <section className={styles.words} aria-label="In words">
        <Text as="p" variant="body-large">
          {reviewSentence(draft, profile)}
        </Text>
        <Text as="p" color="secondary">
          Named <strong>{draft.name}</strong>
          {loaded && (
            <>
              , at <span className={styles.url}>{loaded.url}</span>
            </>
          )}
          .
        </Text>
        {loaded && (
          <>
            {/* Of a server that exists, the cluster would say that its name is taken. */}
            {!draft.created && (
              <>
                <Findings findings={loaded.findings} onBack={onBack} />
                <QuotaMeters quota={loaded.quota} />
              </>
            )}
          </>
        )}
        {failure && (
          <Problem title="The server was not created" error={failure} />
        )}
        {draft.created ? (
          <AlreadyCreated reference={draft.created} />
        ) : (
          <div className={styles.buttons}>
            <Button
              variant="primary"
              isPending={isSending}
              isDisabled={!loaded?.acceptable}
              onPress={create}
            >
              Create server
            </Button>
            <Button variant="secondary" isDisabled={isSending} onPress={onBack}>
              Back to shape
            </Button>
          </div>
        )}
        {loaded && !loaded.acceptable && !draft.created && (
          <Text as="p" color="secondary">
            It cannot be created as it is: see above.
          </Text>
        )}
      </section>
      <section className={styles.objects} aria-label="As objects">
        {preview.status === 'loading' && (
          <LinesSkeleton
            label="Asking the cluster whether it would accept this"
            lines={7}
            height={44}
          />
        )}
        {preview.status === 'failed' && (
          <Problem
            title="The cluster could not be asked"
            error={preview.error}
            onRetry={preview.reload}
          />
        )}
        {loaded && <PreviewObjects preview={loaded} />}
      </section>
    </div>
  );
}

function Findings(props: {
  readonly findings: readonly PreviewFinding[];
  readonly onBack: () => void;
}) {
  return (
    <>
      {props.findings.map(finding => (
        <Alert
          key={`${finding.code} ${finding.field} ${finding.sentence}`}
          role={finding.severity === 'error' ? 'alert' : 'status'}
          status={finding.severity === 'error' ? 'danger' : 'warning'}
          icon
          title={finding.sentence}
          description={
            finding.hint ? (
              <ReasonText reason={finding} below={finding.sentence} />
            ) : (
              finding.message
            )
          }
          customActions={
            finding.severity === 'error' && (
              <Button size="small" variant="secondary" onPress={props.onBack}>
                Change it
              </Button>
            )
          }
        />
      ))}
    </>
  );
}

function AlreadyCreated(props: { readonly reference: ServerReference }) {
  const serverRoute = useRouteRef(serverRouteRef);
  return (
    <Alert
      role="status"
      status="info"
      icon
      title="This server was requested already"
      description={
        <>
          To have a second one, start a <Link href="?">new request</Link>.
        </>
      }
      customActions={
        <ButtonLink
          size="small"
          variant="secondary"
          href={serverRoute?.({ ...props.reference }) ?? ''}
        >
          See {props.reference.name}
        </ButtonLink>
      }
    />
  );
}
