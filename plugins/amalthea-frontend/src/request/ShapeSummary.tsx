import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import { formatDuration } from '../format';
import { computeWords, costWords, diskWords } from '../words';
import { draftDestination, type RequestDraft } from './requestDraft';
import styles from './ShapeSummary.module.css';

/** The draft in words, one fact a line. */
export function ShapeSummary(props: {
  readonly draft: RequestDraft;
  readonly profile: Profile;
}) {
  const { draft, profile } = props;
  const size = profile.sizes.find(({ id }) => id === draft.size);
  const image = profile.images.find(({ id }) => id === draft.image);
  const destination = draftDestination(draft, profile);
  return (
    <ul className={styles.facts}>
      <li>
        <Text weight="bold" className={styles.name}>
          {draft.name || 'No name yet'}
        </Text>
      </li>
      <li>
        {profile.title}
        {image && `, ${image.title}`}
      </li>
      {size && <li>{computeWords(size)}</li>}
      <li>
        {diskWords({
          diskBytes: draft.diskBytes ?? profile.disk.default,
          diskKept: profile.disk.kept,
        })}
      </li>
      <li>{idleWords(draft.idleSeconds ?? profile.idle.default)}</li>
      {destination && (
        <li>
          Cluster {destination.clusterTitle}, namespace {destination.namespace}
        </li>
      )}
      {draft.collaborators.length > 0 && profile.collaborators && (
        <li>
          {draft.collaborators.length === 1
            ? '1 collaborator'
            : `${draft.collaborators.length} collaborators`}
        </li>
      )}
      {size?.cost && <li>{costWords(size.cost)} while it runs</li>}
    </ul>
  );
}

function idleWords(seconds: number): string {
  return seconds === 0
    ? 'Never stops by itself'
    : `Stops after ${formatDuration(seconds)} idle`;
}
