import { annotationKeys } from '../profiles/annotationKeys';
import type { ObservedServer } from './ObservedServer';
import type { ServerPod } from './ServerPod';

/**
 * When the present start was asked for, RFC 3339: the latest wish that came before the start itself. A wish that came
 * later, to wake a server that runs, began nothing.
 */
export function startOf(
  { metadata, status }: ObservedServer,
  pod?: ServerPod,
): string {
  const began = status.startingSince ?? pod?.metadata.creationTimestamp;
  const wishes = [
    status.hibernation.wokenAt,
    metadata.annotations[annotationKeys.wakeRequestedAt],
    metadata.annotations[annotationKeys.restartRequestedAt],
  ];
  return wishes.reduce<string>(
    (latest, wish) =>
      wish !== undefined &&
      inSeconds(wish) > inSeconds(latest) &&
      (began === undefined || inSeconds(wish) <= inSeconds(began))
        ? wish
        : latest,
    metadata.creationTimestamp,
  );
}

/** Kubernetes writes whole seconds: a wish is not later than a start in the same second. NaN compares with nothing. */
function inSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
