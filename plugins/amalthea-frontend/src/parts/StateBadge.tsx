import type {
  ServerPhase,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiDeleteBinLine,
  RiErrorWarningFill,
  RiLoader4Line,
  RiStopCircleLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { phaseMeaning, phaseWord } from '../words';
import styles from './StateBadge.module.css';

const icons: Readonly<Record<ServerPhase, RemixiconComponentType>> = {
  running: RiCheckboxCircleFill,
  starting: RiLoader4Line,
  stopped: RiStopCircleLine,
  failed: RiErrorWarningFill,
  deleting: RiDeleteBinLine,
};

/** A server's state: an icon of its own shape, a colour, and the word. Its meaning on hover and focus. */
export function StateBadge(props: {
  readonly server: Pick<ServerSummary, 'phase' | 'state' | 'resources'>;
}) {
  const { server } = props;
  const Icon = icons[server.phase];
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        {/* A tooltip must be reachable with the keyboard: the badge takes focus. */}
        <span
          className={styles.badge}
          data-phase={server.phase}
          role="note"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <Icon className={styles.icon} aria-hidden="true" />
          {phaseWord(server)}
        </span>
      </Focusable>
      <Tooltip>{phaseMeaning(server)}</Tooltip>
    </TooltipTrigger>
  );
}
