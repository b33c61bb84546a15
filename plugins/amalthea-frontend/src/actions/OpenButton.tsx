import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { Button } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { useOpenServer } from './useOpenServer';

/** Opens a running server in a tab of its own. */
export function OpenButton(props: {
  readonly server: Pick<ServerSummary, 'reference' | 'url' | 'phase'>;
  readonly variant?: 'primary' | 'secondary';
  readonly label?: string;
}) {
  const { server, variant = 'primary', label = 'Open' } = props;
  const { open, isOpening } = useOpenServer();
  return (
    <Button
      size="small"
      variant={variant}
      iconEnd={<RiExternalLinkLine />}
      isPending={isOpening}
      isDisabled={!server.url || server.phase !== 'running'}
      aria-label={`${label} ${server.reference.name} in a new tab`}
      onPress={() => open(server.reference)}
    >
      {label}
    </Button>
  );
}
