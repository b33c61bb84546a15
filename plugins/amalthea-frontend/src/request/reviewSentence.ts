import type { Profile } from '@amalthea/plugin-amalthea-common';
import { formatDuration } from '../format';
import { computeWords, diskWords } from '../words';
import { draftDestination, type RequestDraft } from './requestDraft';

/**
 * The request in one sentence: `A server in cluster dev, namespace team-physics, 2 cores, 8 GiB,
 * 20 GiB disk, kept when stopped, stops after 1 h idle.`
 */
export function reviewSentence(draft: RequestDraft, profile: Profile): string {
  const destination = draftDestination(draft, profile);
  const size = profile.sizes.find(({ id }) => id === draft.size);
  const idleSeconds = draft.idleSeconds ?? profile.idle.default;
  const parts = [
    destination &&
      `in cluster ${destination.clusterTitle}, namespace ${destination.namespace}`,
    size && computeWords(size).replaceAll(' · ', ', '),
    diskWords({
      diskBytes: draft.diskBytes ?? profile.disk.default,
      diskKept: profile.disk.kept,
    }).replace(',', ''),
    idleSeconds === 0
      ? 'never stops by itself'
      : `stops after ${formatDuration(idleSeconds)} idle`,
  ].filter(part => part !== undefined);
  return `A ${profile.title} server ${parts.join(', ')}.`;
}
