import type { Profile, ServerDetails } from '@amalthea/plugin-amalthea-common';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useCallback, useState } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem } from '../parts';
import { ChangeFields } from './ChangeFields';
import styles from './ChangeServerDialog.module.css';
import { describeChanges } from './describeChanges';
import { changedShape, shapeOfServer } from './shapeOfServer';

/** Changes the shape of a server, after showing what changes and when it takes effect. */
export function ChangeServerDialog(props: {
  readonly server: ServerDetails;
  readonly onClose: () => void;
}) {
  const { server, onClose } = props;
  const api = useApi(amaltheaApiRef);
  const load = useCallback(() => api.listProfiles(), [api]);
  const profiles = useLoaded(load);
  const profile =
    profiles.status === 'loaded'
      ? profiles.value.find(({ id }) => id === server.profile?.id)
      : undefined;
  return (
    <Dialog
      isOpen
      isDismissable
      width={560}
      onOpenChange={open => {
        if (!open) {
          onClose();
        }
      }}
    >
      <DialogHeader>Change {server.reference.name}</DialogHeader>
      {profile ? (
        <ChangeForm server={server} profile={profile} onClose={onClose} />
      ) : (
        <DialogBody>
          {profiles.status === 'loading' && (
            <LinesSkeleton label="Loading the profile" lines={6} />
          )}
          {profiles.status === 'failed' && (
            <Problem
              title="The profile could not be loaded"
              error={profiles.error}
              onRetry={profiles.reload}
            />
          )}
          {profiles.status === 'loaded' && (
            <Text as="p">
              The profile of this server does not exist any more. Change its
              definition instead.
            </Text>
          )}
        </DialogBody>
      )}
    </Dialog>
  );
}

function ChangeForm(props: {
  readonly server: ServerDetails;
  readonly profile: Profile;
  readonly onClose: () => void;
}) {
  const { server, profile, onClose } = props;
  const api = useApi(amaltheaApiRef);
  const toast = useApi(toastApiRef);
  // What the change was made on: a newer version is a conflict, not a silent overwrite.
  const [{ before, resourceVersion }] = useState(() => ({
    before: shapeOfServer(server, profile),
    resourceVersion: server.resourceVersion,
  }));
  const [after, setAfter] = useState(before);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const changes = describeChanges(before, after, profile, server.phase);

  const send = async () => {
    setSending(true);
    setFailure(undefined);
    try {
      await api.updateServer(server.reference, {
        resourceVersion,
        shape: changedShape(before, after),
      });
      toast.post({
        title: `${server.reference.name} was changed`,
        status: 'success',
        timeout: 5_000,
      });
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
      setSending(false);
    }
  };

  return (
    <>
      <DialogBody>
        <div className={styles.form}>
          <ChangeFields
            profile={profile}
            before={before}
            shape={after}
            onChange={setAfter}
          />
          <section className={styles.changes} aria-label="What changes">
            <Text as="h3" weight="bold">
              What changes
            </Text>
            {changes.length === 0 ? (
              <Text as="p" color="secondary">
                Nothing yet.
              </Text>
            ) : (
              <ul className={styles.list}>
                {changes.map(change => (
                  <li key={change.label}>
                    <Text>
                      {change.label}: {change.from} →{' '}
                      <strong>{change.to}</strong>
                    </Text>
                    <Text as="p" color="secondary" variant="body-small">
                      {change.effect}
                    </Text>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {failure && (
            <Problem title="The server was not changed" error={failure} />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={isSending}
          isDisabled={changes.length === 0}
          onPress={send}
        >
          Save changes
        </Button>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
      </DialogFooter>
    </>
  );
}
