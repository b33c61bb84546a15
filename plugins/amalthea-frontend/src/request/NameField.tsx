import { Button, TextField } from '@backstage/ui';
import type { RequestDraft } from './requestDraft';
import { useEffect, useState } from 'react';
import styles from './NameField.module.css';
import type { NameCheck } from './useNameCheck';
import type { DraftProblem } from './validateDraft';

/** The name: suggested, and checked while it is typed. */
export function NameField(props: {
  readonly draft: RequestDraft;
  readonly check: NameCheck;
  readonly problems: readonly DraftProblem[];
  /** Whether an empty field is an error already, or only not filled in yet. */
  readonly showEmpty: boolean;
  readonly onChange: (changes: Partial<RequestDraft>) => void;
}) {
  const { draft, check, problems, showEmpty, onChange } = props;
  const [wasTouched, setWasTouched] = useState(false);
  const suggestion =
    check.status === 'checked' && !check.availability.available
      ? check.availability.suggestion
      : undefined;

  useEffect(() => {
    // A suggested name that is taken is not the reader's problem.
    if (suggestion && !draft.nameChosen) {
      onChange({ name: suggestion });
    }
  }, [suggestion, draft.nameChosen, onChange]);

  const problem = problems.find(({ field }) => field === 'name');
  const isShown =
    problem !== undefined && (draft.name !== '' || showEmpty || wasTouched);
  return (
    <div className={styles.field}>
      <TextField
        label="Name"
        description="Part of its address. It cannot be changed later."
        value={draft.name}
        isRequired
        autoComplete="off"
        validationBehavior="aria"
        validate={() => (isShown ? problem.message : null)}
        onBlur={() => setWasTouched(true)}
        onChange={name => onChange({ name, nameChosen: true })}
      />
      <div className={styles.status} role="status">
        {!isShown && check.status === 'checking' && 'Checking the name…'}
        {!isShown &&
          check.status === 'checked' &&
          check.availability.available &&
          `${draft.name} is free.`}
        {suggestion && draft.nameChosen && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange({ name: suggestion })}
          >
            Use {suggestion}
          </Button>
        )}
      </div>
    </div>
  );
}
