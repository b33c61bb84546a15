import type {
  ServerDetails,
  ServerLogs,
} from '@amalthea/plugin-amalthea-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Select, Switch, Text } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { amaltheaApiRef } from '../api';
import { useLoaded } from '../live';
import { LinesSkeleton, Problem } from '../parts';
import { LogLines } from './LogLines';
import styles from './LogsTab.module.css';

/** The newest lines of one container. */
export function LogsTab(props: { readonly server: ServerDetails }) {
  const api = useApi(amaltheaApiRef);
  const { cluster, namespace, name } = props.server.reference;
  const [container, setContainer] = useState<string>();
  const [previous, setPrevious] = useState(false);
  const [follow, setFollow] = useState(true);
  const load = useCallback(
    () => api.getLogs({ cluster, namespace, name }, { container, previous }),
    [api, cluster, namespace, name, container, previous],
  );
  const logs = useLoaded(load, {
    version: props.server.phase,
    everyMilliseconds: follow && !previous ? 3_000 : undefined,
  });
  const value = logs.status === 'loaded' ? logs.value : undefined;
  return (
    <div className={styles.logs}>
      <div className={styles.bar}>
        <Select
          className={styles.select}
          size="small"
          aria-label="Container"
          placeholder="Container"
          options={(value?.containers ?? []).map(id => ({ id, label: id }))}
          value={container ?? value?.container ?? null}
          isDisabled={!value || value.containers.length === 0}
          onChange={key => setContainer(key === null ? undefined : String(key))}
        />
        <Switch label="Follow" isSelected={follow} onChange={setFollow} />
        <Switch
          label="Run before the last restart"
          isSelected={previous}
          onChange={setPrevious}
        />
        <div className={styles.download}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            isDisabled={!value || value.lines.length === 0}
            onPress={() => value && download(name, value)}
          >
            Download
          </Button>
        </div>
      </div>
      {logs.status === 'loading' && (
        <LinesSkeleton label="Loading the logs" lines={12} height={16} />
      )}
      {logs.status === 'failed' && (
        <Problem
          title="The logs could not be loaded"
          error={logs.error}
          onRetry={logs.reload}
        />
      )}
      {value && value.lines.length === 0 && (
        <Text as="p" color="secondary">
          {value.emptyReason ?? 'No lines yet.'}
        </Text>
      )}
      {value && value.lines.length > 0 && (
        <LogLines logs={value} follow={follow} />
      )}
    </div>
  );
}

function download(name: string, logs: ServerLogs): void {
  const text = logs.lines
    .map(line => [line.at, line.text].filter(Boolean).join(' '))
    .join('\n');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}-${logs.container ?? 'logs'}.log`;
  link.click();
  URL.revokeObjectURL(url);
}
