import type {
  ServerPhase,
  ServerSummary,
} from '@amalthea/plugin-amalthea-common';
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

/** A server's state: an icon of its own shape, a colour, and the word. Its meaning on hover. */
export function StateBadge(props: {
  readonly server: Pick<ServerSummary, 'phase' | 'state' | 'resources'>;
}) {
  const { server } = props;
  const Icon = icons[server.phase];
  return (
    <span
      className={styles.badge}
      data-phase={server.phase}
      title={phaseMeaning(server)}
    >
      <Icon className={styles.icon} aria-hidden="true" />
      {phaseWord(server)}
    </span>
  );
}
