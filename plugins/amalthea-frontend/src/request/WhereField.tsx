import type { ProfileDestination } from '@amalthea/plugin-amalthea-common';
import { Select } from '@backstage/ui';
import type { RequestDraft } from './requestDraft';

/** Cluster and namespace. */
export function WhereField(props: {
  readonly destinations: readonly ProfileDestination[];
  readonly draft: RequestDraft;
  readonly onChange: (changes: Partial<RequestDraft>) => void;
}) {
  const { destinations, draft, onChange } = props;
  const idOf = (place: { cluster?: string; namespace?: string }) =>
    `${place.cluster}/${place.namespace}`;
  return (
    <Select
      label="Where"
      options={destinations.map(destination => ({
        id: idOf(destination),
        label: `Cluster ${destination.clusterTitle}, namespace ${destination.namespace}`,
      }))}
      value={idOf(draft)}
      onChange={key => {
        const chosen = destinations.find(
          destination => idOf(destination) === key,
        );
        if (chosen) {
          onChange({ cluster: chosen.cluster, namespace: chosen.namespace });
        }
      }}
    />
  );
}
