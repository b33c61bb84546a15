import type { Profile } from '@amalthea/plugin-amalthea-common';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Button,
  Text,
} from '@backstage/ui';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { CollaboratorsField } from './CollaboratorsField';
import { DiskField } from './DiskField';
import { IdleField } from './IdleField';
import { ImageField } from './ImageField';
import { NameField } from './NameField';
import {
  addTypedCollaborator,
  isOpen,
  type RequestDraft,
} from './requestDraft';
import styles from './ShapeStep.module.css';
import { ShapeSummary } from './ShapeSummary';
import { SizeField } from './SizeField';
import { useNameCheck } from './useNameCheck';
import { validateDraft } from './validateDraft';
import { VariablesField } from './VariablesField';
import { WhereField } from './WhereField';

/** Changes the draft. */
export type ChangeDraft = (
  change: (draft: RequestDraft) => RequestDraft,
) => void;

/** Everything the profile lets people choose, and nothing else. */
export function ShapeStep(props: {
  readonly draft: RequestDraft;
  readonly profile: Profile;
  readonly onChange: ChangeDraft;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { draft, profile, onChange, onBack, onNext } = props;
  const form = useRef<HTMLFormElement>(null);
  /** How often the reader tried to go on with something wrong. */
  const [refusals, setRefusals] = useState(0);
  const wasSubmitted = refusals > 0;
  const check = useNameCheck(draft);
  const nameTaken =
    check.status === 'checked' && !check.availability.available
      ? [
          {
            field: 'name',
            label: 'Name',
            message: check.availability.reason,
          },
        ]
      : [];
  const problems = [...validateDraft(draft, profile), ...nameTaken];
  const set = (changes: Partial<RequestDraft>) =>
    onChange(before => ({ ...before, ...changes }));
  const hasVariables = profile.variables.length > 0 || profile.freeVariables;
  const isVariableWrong = problems.some(({ field }) =>
    /variables/i.test(field),
  );
  const [isAdvancedOpen, setAdvancedOpen] = useState(isVariableWrong);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems.length === 0) {
      onChange(addTypedCollaborator);
      onNext();
      return;
    }
    setRefusals(count => count + 1);
    if (isVariableWrong) {
      setAdvancedOpen(true);
    }
  };
  useEffect(() => {
    if (refusals > 0) {
      form.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"]')
        ?.focus();
    }
  }, [refusals]);

  return (
    <form ref={form} className={styles.layout} onSubmit={submit} noValidate>
      <div className={styles.fields}>
        <NameField
          draft={draft}
          check={check}
          problems={problems}
          showEmpty={wasSubmitted}
          onChange={set}
        />
        {profile.images.length > 1 && (
          <ImageField
            images={profile.images}
            value={draft.image}
            onChange={image => set({ image })}
          />
        )}
        {profile.sizes.length > 1 && (
          <SizeField
            sizes={profile.sizes}
            value={draft.size}
            onChange={size => set({ size })}
          />
        )}
        {isOpen(profile.disk) && (
          <DiskField
            disk={profile.disk}
            value={draft.diskBytes ?? profile.disk.default}
            onChange={diskBytes => set({ diskBytes })}
          />
        )}
        {(isOpen(profile.idle) || profile.idle.mayNeverStop) && (
          <IdleField
            idle={profile.idle}
            value={draft.idleSeconds ?? profile.idle.default}
            onChange={idleSeconds => set({ idleSeconds })}
          />
        )}
        {profile.destinations.length > 1 && (
          <WhereField
            destinations={profile.destinations}
            draft={draft}
            onChange={set}
          />
        )}
        {profile.collaborators && (
          <CollaboratorsField
            draft={draft}
            isChecked={wasSubmitted}
            onChange={set}
          />
        )}
        {hasVariables && (
          <Accordion
            isExpanded={isAdvancedOpen}
            onExpandedChange={setAdvancedOpen}
          >
            <AccordionTrigger
              title="Advanced"
              subtitle="Environment variables"
            />
            <AccordionPanel>
              <VariablesField
                profile={profile}
                draft={draft}
                problems={problems}
                onChange={set}
              />
            </AccordionPanel>
          </Accordion>
        )}
        {wasSubmitted && problems.length > 0 && (
          <Alert
            role="alert"
            status="danger"
            icon
            title="Something has to change first"
            description={
              <ul className={styles.problems}>
                {problems.map(({ field, label, message }) => (
                  <li key={field}>
                    {label}: {message}
                  </li>
                ))}
              </ul>
            }
          />
        )}
        <div className={styles.buttons}>
          <Button type="submit" variant="primary">
            Review
          </Button>
          <Button variant="secondary" onPress={onBack}>
            Back to profiles
          </Button>
        </div>
      </div>
      <aside className={styles.aside} aria-label="Your server so far">
        <Text as="h3" variant="title-x-small">
          Your server
        </Text>
        <ShapeSummary draft={draft} profile={profile} />
      </aside>
    </form>
  );
}
