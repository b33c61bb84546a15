import { AmaltheaRequestError } from '@amalthea/plugin-amalthea-common';
import { Alert, Button } from '@backstage/ui';
import styles from './Problem.module.css';

/** Something that did not work: what, what to do, what was said, and a way to try again. */
export function Problem(props: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry?: () => void;
}) {
  const { title, error, onRetry } = props;
  const hint = error instanceof AmaltheaRequestError ? error.hint : undefined;
  const detail =
    error instanceof AmaltheaRequestError ? error.detail : undefined;
  const problems = error instanceof AmaltheaRequestError ? error.problems : [];
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={
        <>
          {error.message}
          {hint && ` ${hint}`}
          {/* A single one is the message itself. */}
          {problems.length > 1 && (
            <ul className={styles.problems}>
              {problems.map(({ field, message }) => (
                <li key={`${field} ${message}`}>
                  {field}: {message}
                </li>
              ))}
            </ul>
          )}
          {detail && (
            <details className={styles.details}>
              <summary>Details</summary>
              <pre className={styles.detail}>{detail}</pre>
            </details>
          )}
        </>
      }
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
}
