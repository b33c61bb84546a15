import { EventView } from '../observed/Observed';
import { ReadinessInput } from './Finding';

/**
 * The newest event about an object that exists, or about the present start: older ones are about an earlier
 * life. What an event says of a pod or claim does not age with the state of the server.
 */
export function newestEvent(
  input: ReadinessInput,
  kind: string,
  reason: string,
): EventView | undefined {
  const since = beginning(input, kind);
  return input.observed.events
    .filter(event => event.kind === kind && event.reason === reason)
    .filter(
      event => Number.isNaN(since) || Date.parse(event.lastAt) >= since - 1_000,
    )
    .sort((a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt))[0];
}

/** Since when such events are about what is the case; NaN when all are. */
function beginning({ observed }: ReadinessInput, kind: string): number {
  const { server, pod, children } = observed;
  if (kind === 'Pod' && pod) {
    return Date.parse(pod.createdAt);
  }
  if (kind === 'PersistentVolumeClaim') {
    const claim = children.find(child => child.kind === kind);
    return Date.parse(String(claim?.metadata.creationTimestamp ?? ''));
  }
  return Date.parse(
    server.status.startingSince ?? server.status.failedSince ?? '',
  );
}
