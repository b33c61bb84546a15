import type { QuotaLine } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import { formatBytes, formatCores } from '../format';
import { Meter } from '../parts';
import styles from './QuotaMeters.module.css';

const names: Readonly<Record<string, string>> = {
  'requests.cpu': 'Processor',
  'limits.cpu': 'Processor, at most',
  'requests.memory': 'Memory',
  'limits.memory': 'Memory, at most',
  'requests.storage': 'Disk',
  'requests.nvidia.com/gpu': 'GPUs',
  pods: 'Running servers and other pods',
  persistentvolumeclaims: 'Disks',
};

const formats: Readonly<Record<QuotaLine['unit'], (amount: number) => string>> =
  {
    cores: formatCores,
    bytes: formatBytes,
    pieces: String,
  };

/** What the namespace has left, before and after. */
export function QuotaMeters(props: { readonly quota: readonly QuotaLine[] }) {
  if (props.quota.length === 0) {
    return null;
  }
  return (
    <div className={styles.quota}>
      <Text as="h3" variant="title-x-small">
        Quota of the namespace
      </Text>
      {props.quota.map(line => (
        <Meter
          key={`${line.quota} ${line.resource}`}
          label={names[line.resource] ?? line.resource}
          used={line.used}
          after={line.after}
          limit={line.limit}
          format={formats[line.unit]}
        />
      ))}
    </div>
  );
}
