import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { CellText } from '@backstage/ui';

export function ProfileCell(props: { readonly server: ServerSummary }) {
  const { profile } = props.server;
  return profile ? (
    <CellText title={profile.title} />
  ) : (
    <CellText title="None" color="secondary" />
  );
}
