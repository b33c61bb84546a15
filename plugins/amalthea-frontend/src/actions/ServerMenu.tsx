import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiFileCopyLine,
  RiMore2Line,
  RiPlayLine,
  RiRestartLine,
  RiStopCircleLine,
  RiTimerLine,
} from '@remixicon/react';
import { actionWords, type ServerAction } from '../words';
import { useServerActions } from './ServerActionsProvider';

const entries: ReadonlyArray<readonly [ServerAction, JSX.Element]> = [
  ['resume', <RiPlayLine />],
  ['keep', <RiTimerLine />],
  ['hibernate', <RiStopCircleLine />],
  ['restart', <RiRestartLine />],
];

/** Everything else that can be done to a server. Only what its state and the reader's rights allow. */
export function ServerMenu(props: {
  readonly server: ServerSummary;
  /** While the cluster does not answer nothing can be done. */
  readonly isDisabled?: boolean;
}) {
  const { server, isDisabled } = props;
  const { request, isPending } = useServerActions();
  const toast = useApi(toastApiRef);
  const { allowed, url, reference } = server;
  const possible = entries.filter(([action]) => allowed[action]);
  const canDelete = allowed.delete;
  if (possible.length === 0 && !canDelete && !url) {
    return null;
  }
  const copyAddress = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address);
      toast.post({ title: 'Address copied', timeout: 3_000 });
    } catch {
      toast.post({
        title: 'The browser does not let this page copy',
        description: address,
        status: 'warning',
      });
    }
  };
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Line />}
        aria-label={`More for ${reference.name}`}
        isDisabled={isDisabled}
        isPending={isPending(server)}
      />
      <Menu placement="bottom end">
        {possible.map(([action, icon]) => (
          <MenuItem
            key={action}
            iconStart={icon}
            onAction={() => request(action, server)}
          >
            {actionWords(action, server).label}
          </MenuItem>
        ))}
        {url && (
          <MenuItem
            iconStart={<RiFileCopyLine />}
            onAction={() => copyAddress(url)}
          >
            Copy address
          </MenuItem>
        )}
        {canDelete && possible.length > 0 && <MenuSeparator />}
        {canDelete && (
          <MenuItem
            color="danger"
            iconStart={<RiDeleteBinLine />}
            onAction={() => request('delete', server)}
          >
            Delete…
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}
