import type { Profile, ServerPhase } from '@amalthea/plugin-amalthea-common';
import { formatBytes, formatDuration } from '../format';
import { computeWords } from '../words';
import type { ChangeableShape } from './shapeOfServer';

/** One change in words, and when people will notice it. */
export interface DescribedChange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly effect: string;
}

/** What a change does, line by line, before it is sent. */
export function describeChanges(
  before: ChangeableShape,
  after: ChangeableShape,
  profile: Pick<Profile, 'images' | 'sizes'>,
  phase: ServerPhase,
): readonly DescribedChange[] {
  const atStart =
    phase === 'stopped' || phase === 'failed'
      ? 'Takes effect at the next start.'
      : 'Takes effect at the next start: restart it, or let it stop.';
  const image = (id: string | undefined) =>
    profile.images.find(candidate => candidate.id === id)?.title ??
    'an image of its own';
  const size = (id: string | undefined) => {
    const found = profile.sizes.find(candidate => candidate.id === id);
    return found ? computeWords(found) : 'a size of its own';
  };
  const disk = (bytes: number | undefined) =>
    bytes === undefined ? 'no disk' : formatBytes(bytes);
  const idle = (seconds: number) =>
    seconds === 0 ? 'never' : `after ${formatDuration(seconds)}`;

  const rows: ReadonlyArray<DescribedChange & { readonly isChanged: boolean }> =
    [
      {
        label: 'Image',
        from: image(before.image),
        to: image(after.image),
        effect: atStart,
        isChanged: before.image !== after.image,
      },
      {
        label: 'Size',
        from: size(before.size),
        to: size(after.size),
        effect: atStart,
        isChanged: before.size !== after.size,
      },
      {
        label: 'Disk',
        from: disk(before.diskBytes),
        to: disk(after.diskBytes),
        effect: 'Grows at once where the storage can; it never shrinks again.',
        isChanged: before.diskBytes !== after.diskBytes,
      },
      {
        label: 'Stops when idle',
        from: idle(before.idleSeconds),
        to: idle(after.idleSeconds),
        effect: 'Takes effect at once.',
        isChanged: before.idleSeconds !== after.idleSeconds,
      },
    ];
  return rows
    .filter(({ isChanged }) => isChanged)
    .map(({ isChanged: _, ...change }) => change);
}
