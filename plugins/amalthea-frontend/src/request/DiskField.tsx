import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Slider } from '@backstage/ui';
import styles from './DiskField.module.css';

const GIB = 2 ** 30;

/** How much disk, in whole GiB. */
export function DiskField(props: {
  readonly disk: Profile['disk'];
  readonly value: number;
  readonly onChange: (bytes: number) => void;
}) {
  const { disk, value, onChange } = props;
  return (
    <Slider<number>
      className={styles.slider}
      label="Disk in GiB"
      secondaryLabel={`${disk.minimum / GIB} to ${disk.maximum / GIB}`}
      description={
        disk.kept
          ? 'For your files. Kept when the server stops, deleted with the server.'
          : 'For your files. Emptied when the server stops.'
      }
      minValue={disk.minimum / GIB}
      maxValue={disk.maximum / GIB}
      step={1}
      value={value / GIB}
      onChange={gib => onChange(Math.round(gib * GIB))}
    />
  );
}
