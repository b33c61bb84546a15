import type { ProfileSize } from '@amalthea/plugin-amalthea-common';
import { Slider, Text } from '@backstage/ui';
import { computeWords, costWords } from '../words';
import styles from './SizeField.module.css';

/** Processor and memory: a slider over the sizes of the profile, each also one press away. */
export function SizeField(props: {
  readonly sizes: readonly ProfileSize[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const { sizes, value, onChange } = props;
  const index = Math.max(
    0,
    sizes.findIndex(({ id }) => id === value),
  );
  const size = sizes[index];
  return (
    <div className={styles.field}>
      <Slider<number>
        label="Size"
        description="More makes work faster and costs more; a smaller one finds a place sooner."
        minValue={0}
        maxValue={sizes.length - 1}
        step={1}
        value={index}
        className={styles.slider}
        onChange={next => onChange(sizes[next].id)}
      />
      <div className={styles.presets} role="group" aria-label="Sizes">
        {sizes.map(({ id, title, ...amount }) => (
          <button
            key={id}
            type="button"
            className={styles.preset}
            aria-pressed={id === size.id}
            onClick={() => onChange(id)}
          >
            <strong>{title}</strong>
            <span>{computeWords(amount)}</span>
          </button>
        ))}
      </div>
      <Text color="secondary" aria-live="polite">
        {size.description ? `${size.description} ` : ''}
        {size.cost && `Costs ${costWords(size.cost)} while it runs.`}
      </Text>
    </div>
  );
}
