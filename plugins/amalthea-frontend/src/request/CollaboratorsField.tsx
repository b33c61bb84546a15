import { Button, Tag, TagGroup, TextField } from '@backstage/ui';
import { useState } from 'react';
import styles from './CollaboratorsField.module.css';
import {
  addTypedCollaborator,
  collaboratorProblem,
  type RequestDraft,
} from './requestDraft';

type Collaborators = Pick<RequestDraft, 'collaborators' | 'collaboratorText'>;

/** Who else may open the server, by e-mail address. What is typed and not added yet belongs to the draft, too. */
export function CollaboratorsField(props: {
  readonly draft: Collaborators;
  /** Whether what is typed must be right now, or may still become an address. */
  readonly isChecked: boolean;
  readonly onChange: (changes: Collaborators) => void;
}) {
  const { draft, isChecked, onChange } = props;
  const { collaborators, collaboratorText } = draft;
  const [wasTried, setWasTried] = useState(false);
  const problem =
    isChecked || wasTried ? collaboratorProblem(draft) : undefined;
  const add = () => {
    setWasTried(true);
    if (collaboratorProblem(draft) === undefined) {
      setWasTried(false);
      onChange(addTypedCollaborator(draft));
    }
  };
  return (
    <div className={styles.field}>
      <div className={styles.row}>
        <TextField
          className={styles.input}
          label="Collaborators"
          secondaryLabel="Optional"
          description="They can open the server and everything in it, as you can."
          placeholder="grace@example.org"
          value={collaboratorText}
          validationBehavior="aria"
          validate={() => problem ?? null}
          onChange={text => {
            setWasTried(false);
            onChange({ collaborators, collaboratorText: text });
          }}
          onKeyDown={event => {
            if (event.key === 'Enter') {
              event.preventDefault();
              add();
            }
          }}
        />
        <Button variant="secondary" onPress={add}>
          Add
        </Button>
      </div>
      {collaborators.length > 0 && (
        <TagGroup
          aria-label="Collaborators"
          onRemove={keys =>
            onChange({
              collaboratorText,
              collaborators: collaborators.filter(email => !keys.has(email)),
            })
          }
        >
          {collaborators.map(email => (
            <Tag key={email} id={email} textValue={email}>
              {email}
            </Tag>
          ))}
        </TagGroup>
      )}
    </div>
  );
}
