import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Slider } from '@backstage/ui';
import { formatBytes } from '../format';

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
      label="Disk"
      secondaryLabel={`${formatBytes(disk.minimum)} to ${formatBytes(
        disk.maximum,
      )}`}
      description={
        disk.kept
          ? 'For your files. Kept when the server stops, deleted with the server.'
          : 'For your files. Emptied when the server stops.'
      }
      minValue={disk.minimum / GIB}
      maxValue={disk.maximum / GIB}
      step={1}
      value={value / GIB}
      formatOptions={{ style: 'unit', unit: 'gigabyte' }}
      onChange={gib => onChange(Math.round(gib * GIB))}
    />
  );
}
