import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { Fragment, useMemo } from 'react';
import styles from './YamlView.module.css';
import { tokenizeYamlLine } from './tokenizeYamlLine';

/** YAML to read and to copy. */
export function YamlView(props: {
  readonly yaml: string;
  /** What it is, for screen readers and the copy message: `Definition`. */
  readonly label: string;
}) {
  const toast = useApi(toastApiRef);
  const lines = useMemo(
    () => props.yaml.replace(/\n$/, '').split('\n').map(tokenizeYamlLine),
    [props.yaml],
  );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.yaml);
      toast.post({ title: `${props.label} copied`, timeout: 3_000 });
    } catch {
      toast.post({
        title:
          'The browser does not let this page copy. Select the text instead.',
        status: 'warning',
        timeout: 6_000,
      });
    }
  };
  return (
    <div className={styles.view}>
      <div className={styles.copy}>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiFileCopyLine />}
          onPress={copy}
        >
          Copy
        </Button>
      </div>
      <pre
        className={styles.code}
        role="region"
        aria-label={props.label}
        // Long lines scroll, and scrolling needs focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {lines.map((tokens, index) => (
          <Fragment key={index}>
            {tokens.map((token, position) => (
              <span key={position} className={styles[token.kind]}>
                {token.text}
              </span>
            ))}
            {'\n'}
          </Fragment>
        ))}
      </pre>
    </div>
  );
}
