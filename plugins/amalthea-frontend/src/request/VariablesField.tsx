import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Button, ButtonIcon, TextField } from '@backstage/ui';
import { RiAddLine, RiCloseLine } from '@remixicon/react';
import type { RequestDraft } from './requestDraft';
import type { DraftProblem } from './validateDraft';
import styles from './VariablesField.module.css';

/** Environment variables: those the profile asks for, and the reader's own. */
export function VariablesField(props: {
  readonly profile: Profile;
  readonly draft: RequestDraft;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (changes: Partial<RequestDraft>) => void;
}) {
  const { profile, draft, problems, onChange } = props;
  const problemOf = (field: string) =>
    problems.find(problem => problem.field === field)?.message;
  return (
    <div className={styles.fields}>
      {profile.variables.map(({ name, title, description }) => {
        const problem = problemOf(`variables.${name}`);
        return (
          <TextField
            key={name}
            label={title}
            secondaryLabel={name}
            description={description}
            value={draft.variables[name] ?? ''}
            validationBehavior="aria"
            validate={() => problem ?? null}
            onChange={value =>
              onChange({ variables: { ...draft.variables, [name]: value } })
            }
          />
        );
      })}
      {profile.freeVariables && (
        <OwnVariables
          variables={draft.ownVariables}
          problemOf={problemOf}
          onChange={ownVariables => onChange({ ownVariables })}
        />
      )}
    </div>
  );
}

type OwnVariable = RequestDraft['ownVariables'][number];

function OwnVariables(props: {
  readonly variables: readonly OwnVariable[];
  readonly problemOf: (field: string) => string | undefined;
  readonly onChange: (variables: OwnVariable[]) => void;
}) {
  const { variables, problemOf, onChange } = props;
  const replace = (index: number, changes: Partial<OwnVariable>) =>
    onChange(
      variables.map((variable, position) =>
        position === index ? { ...variable, ...changes } : variable,
      ),
    );
  return (
    <>
      {variables.map((variable, index) => {
        const problem = problemOf(`ownVariables.${index}`);
        return (
          <div key={index} className={styles.row}>
            <TextField
              className={styles.input}
              label={`Variable ${index + 1}`}
              placeholder="SEED"
              value={variable.name}
              validationBehavior="aria"
              validate={() => problem ?? null}
              onChange={name => replace(index, { name })}
            />
            <TextField
              className={styles.input}
              label="Value"
              aria-label={`Value of variable ${index + 1}`}
              value={variable.value}
              onChange={value => replace(index, { value })}
            />
            <ButtonIcon
              variant="tertiary"
              icon={<RiCloseLine />}
              aria-label={`Remove variable ${index + 1}`}
              className={styles.remove}
              onPress={() =>
                onChange(variables.filter((_, position) => position !== index))
              }
            />
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          onPress={() => onChange([...variables, { name: '', value: '' }])}
        >
          Add variable
        </Button>
      </div>
    </>
  );
}
