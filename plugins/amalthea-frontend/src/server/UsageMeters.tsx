import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import { formatBytes, formatCores } from '../format';
import { Meter } from '../parts';

/** What the server uses of what it may use. */
export function UsageMeters(props: {
  readonly server: Pick<ServerSummary, 'usage' | 'resources' | 'phase'>;
}) {
  const { usage, resources, phase } = props.server;
  if (!usage) {
    return (
      <Text as="p" color="secondary">
        {phase === 'running'
          ? 'Not measured yet.'
          : 'It does not run, so it uses no processor and no memory.'}
      </Text>
    );
  }
  const diskLimit = usage.diskTotalBytes ?? resources.diskBytes;
  return (
    <>
      {usage.cpuCores !== undefined && resources.cpuCores !== undefined && (
        <Meter
          label="Processor"
          used={usage.cpuCores}
          limit={resources.cpuCores}
          format={formatCores}
        />
      )}
      {usage.memoryBytes !== undefined &&
        resources.memoryBytes !== undefined && (
          <Meter
            label="Memory"
            used={usage.memoryBytes}
            limit={resources.memoryBytes}
            format={formatBytes}
          />
        )}
      {usage.diskUsedBytes !== undefined && diskLimit !== undefined && (
        <Meter
          label="Disk"
          used={usage.diskUsedBytes}
          limit={diskLimit}
          format={formatBytes}
        />
      )}
    </>
  );
}
