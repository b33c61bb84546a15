import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { CellText } from '@backstage/ui';
import { useLiveServers } from '../../live';

export function WhereCell(props: { readonly server: ServerSummary }) {
  const { cluster, namespace } = props.server.reference;
  const { directory } = useLiveServers();
  return (
    <CellText
      title={directory?.clusters.get(cluster)?.title ?? cluster}
      description={namespace}
    />
  );
}
