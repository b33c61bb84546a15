import { Button, Tag, TagGroup, TextField } from '@backstage/ui';
import { useState } from 'react';
import styles from './CollaboratorsField.module.css';
import { emailProblem } from './validateDraft';

/** Who else may open the server, by e-mail address. */
export function CollaboratorsField(props: {
  readonly value: readonly string[];
  readonly onChange: (emails: string[]) => void;
}) {
  const { value, onChange } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    const email = text.trim();
    if (email === '') {
      return;
    }
    const found = value.includes(email)
      ? 'This person is on the list already.'
      : emailProblem(email);
    setProblem(found);
    if (!found) {
      onChange([...value, email]);
      setText('');
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
          value={text}
          validationBehavior="aria"
          validate={() => problem ?? null}
          onChange={next => {
            setText(next);
            setProblem(undefined);
          }}
          onBlur={add}
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
      {value.length > 0 && (
        <TagGroup
          aria-label="Collaborators"
          onRemove={keys => onChange(value.filter(email => !keys.has(email)))}
        >
          {value.map(email => (
            <Tag key={email} id={email} textValue={email}>
              {email}
            </Tag>
          ))}
        </TagGroup>
      )}
    </div>
  );
}
