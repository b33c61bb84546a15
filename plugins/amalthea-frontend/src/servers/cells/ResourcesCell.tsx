import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { CellText } from '@backstage/ui';
import { formatBytes } from '../../format';
import { computeWords } from '../../words';

export function ResourcesCell(props: { readonly server: ServerSummary }) {
  const { resources } = props.server;
  return (
    <CellText
      title={computeWords(resources)}
      description={
        resources.diskBytes === undefined
          ? undefined
          : `${formatBytes(resources.diskBytes)} disk`
      }
    />
  );
}
