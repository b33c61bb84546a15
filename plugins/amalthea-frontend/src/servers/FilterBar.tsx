import {
  serverPhaseWords,
  type ServerPhase,
} from '@amalthea/plugin-amalthea-common';
import { Button, SearchField, Select, Text } from '@backstage/ui';
import { useMemo } from 'react';
import type { ServerDirectory } from '../live';
import styles from './FilterBar.module.css';
import { isNarrowed, type ServerFilter } from './serverFilter';

const phases: readonly ServerPhase[] = [
  'running',
  'starting',
  'stopped',
  'failed',
  'deleting',
];

/** Search and filters; what they offer comes from the servers there are. */
export function FilterBar(props: {
  readonly filter: ServerFilter;
  readonly onChange: (change: Partial<ServerFilter>) => void;
  readonly directory: ServerDirectory | undefined;
  /** How many rows are shown; undefined while loading. */
  readonly shown: number | undefined;
}) {
  const { filter, onChange, directory, shown } = props;
  const clusters = useMemo(() => clusterOptions(directory), [directory]);
  const profiles = useMemo(() => profileOptions(directory), [directory]);
  return (
    <div className={styles.bar} role="search" aria-label="Filter servers">
      <SearchField
        className={styles.search}
        size="small"
        aria-label="Search servers"
        placeholder="Name, owner, image…"
        value={filter.search}
        onChange={search => onChange({ search })}
      />
      <Select
        className={styles.select}
        size="small"
        aria-label="State"
        placeholder="Any state"
        selectionMode="multiple"
        options={phases.map(phase => ({
          id: phase,
          label: serverPhaseWords[phase].word,
        }))}
        value={[...filter.phases]}
        onChange={keys =>
          onChange({ phases: phases.filter(phase => keys.includes(phase)) })
        }
      />
      <Select
        className={styles.select}
        size="small"
        aria-label="Cluster"
        placeholder="Any cluster"
        selectionMode="multiple"
        options={clusters}
        value={[...filter.clusters]}
        onChange={keys => onChange({ clusters: keys.map(String) })}
      />
      <Select
        className={styles.select}
        size="small"
        aria-label="Profile"
        placeholder="Any profile"
        selectionMode="multiple"
        options={profiles}
        value={[...filter.profiles]}
        onChange={keys => onChange({ profiles: keys.map(String) })}
      />
      {isNarrowed(filter) && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() =>
            onChange({ search: '', phases: [], clusters: [], profiles: [] })
          }
        >
          Clear filters
        </Button>
      )}
      <div className={styles.count} role="status">
        {shown !== undefined && isNarrowed(filter) && (
          <Text color="secondary">
            {shown === 1 ? '1 server' : `${shown} servers`}
          </Text>
        )}
      </div>
    </div>
  );
}

interface FilterOption {
  readonly id: string;
  readonly label: string;
}

function clusterOptions(
  directory: ServerDirectory | undefined,
): FilterOption[] {
  return [...(directory?.clusters.values() ?? [])]
    .map(({ name, title }) => ({ id: name, label: title }))
    .sort(byLabel);
}

function profileOptions(
  directory: ServerDirectory | undefined,
): FilterOption[] {
  const titles = new Map<string, string>();
  for (const { profile } of directory?.servers.values() ?? []) {
    if (profile) {
      titles.set(profile.id, profile.title);
    }
  }
  return [...titles].map(([id, label]) => ({ id, label })).sort(byLabel);
}

function byLabel(one: FilterOption, other: FilterOption): number {
  return one.label.localeCompare(other.label);
}
