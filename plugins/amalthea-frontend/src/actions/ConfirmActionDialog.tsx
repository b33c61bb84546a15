import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { actionWords, type ServerAction } from '../words';
import styles from './ConfirmActionDialog.module.css';

/**
 * Says what an action does to this server, and to its disk, before it is done. To delete a disk
 * that is kept, its server's name has to be typed.
 */
export function ConfirmActionDialog(props: {
  readonly action: ServerAction;
  readonly server: ServerSummary;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}) {
  const { action, server, onCancel, onConfirm } = props;
  const words = actionWords(action, server);
  const { name } = server.reference;
  const mustType = action === 'delete' && server.resources.diskKept;
  const [typed, setTyped] = useState('');
  const ready = !mustType || typed.trim() === name;
  return (
    <Dialog
      isOpen
      isDismissable
      width={480}
      onOpenChange={open => {
        if (!open) {
          onCancel();
        }
      }}
    >
      <DialogHeader>{words.question}</DialogHeader>
      <DialogBody>
        <form
          id="confirm-action"
          className={styles.form}
          onSubmit={event => {
            event.preventDefault();
            if (ready) {
              onConfirm();
            }
          }}
        >
          {words.consequences.map(consequence => (
            <Text as="p" key={consequence} className={styles.consequence}>
              {consequence}
            </Text>
          ))}
          {mustType && (
            <TextField
              label={`Type ${name} to confirm`}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              // The dialog was opened to be answered here.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
            />
          )}
        </form>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={action === 'delete'}
          type="submit"
          form="confirm-action"
          isDisabled={!ready}
        >
          {mustType ? 'Delete server and disk' : words.label}
        </Button>
        <Button variant="secondary" onPress={onCancel}>
          Cancel
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
