import type { Profile } from '@amalthea/plugin-amalthea-common';
import {
  Button,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Text,
} from '@backstage/ui';
import { RiCheckLine, RiLockLine } from '@remixicon/react';
import { formatBytes } from '../format';
import { computeWords, costWords, entityName, joinWords } from '../words';
import styles from './ProfileCard.module.css';
import { ProfileIcon } from './ProfileIcon';

/** One kind of server: what it is, what it brings, what it costs, and who may have it. */
export function ProfileCard(props: {
  readonly profile: Profile;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { profile, isChosen, onChoose } = props;
  const { availability } = profile;
  return (
    <Card
      className={styles.card}
      data-chosen={isChosen || undefined}
      data-disabled={!availability.usable || undefined}
    >
      <CardHeader>
        <div className={styles.head}>
          <ProfileIcon name={profile.icon} className={styles.icon} />
          <Text as="h3" variant="title-x-small" className={styles.title}>
            {profile.title}
          </Text>
          {isChosen && (
            <Text color="secondary" className={styles.chosen}>
              <RiCheckLine size={16} aria-hidden="true" /> Chosen
            </Text>
          )}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          <Text as="p">{profile.description}</Text>
          <dl className={styles.facts}>
            <dt>Size</dt>
            <dd>{sizeRange(profile)}</dd>
            <dt>Disk</dt>
            <dd>{diskRange(profile)}</dd>
            {costRange(profile) && (
              <>
                <dt>Cost</dt>
                <dd>{costRange(profile)}</dd>
              </>
            )}
            <dt>Images</dt>
            <dd>{joinWords(profile.images.map(({ title }) => title))}</dd>
          </dl>
        </div>
      </CardBody>
      <CardFooter>
        {availability.usable ? (
          <div className={styles.foot}>
            <Text color="secondary">For {audience(profile)}</Text>
            <Button
              size="small"
              variant={isChosen ? 'secondary' : 'primary'}
              aria-label={`Choose ${profile.title}`}
              onPress={onChoose}
            >
              {isChosen ? 'Keep' : 'Choose'}
            </Button>
          </div>
        ) : (
          <Text className={styles.locked}>
            <RiLockLine size={16} aria-hidden="true" className={styles.lock} />
            {availability.reason}
          </Text>
        )}
      </CardFooter>
    </Card>
  );
}

function audience(profile: Profile): string {
  return profile.usableBy.length === 0
    ? 'everybody'
    : joinWords(profile.usableBy.map(entityName));
}

function sizeRange({ sizes }: Profile): string {
  const [first, last] = [sizes[0], sizes[sizes.length - 1]];
  if (!first || !last) {
    return 'Not said';
  }
  return sizes.length === 1
    ? computeWords(first)
    : `${computeWords(first)} to ${computeWords(last)}`;
}

function diskRange({ disk }: Profile): string {
  const range =
    disk.minimum === disk.maximum
      ? formatBytes(disk.default)
      : `${formatBytes(disk.minimum)} to ${formatBytes(disk.maximum)}`;
  return disk.kept ? `${range}, kept when stopped` : `${range}, not kept`;
}

function costRange({ sizes }: Profile): string | undefined {
  const costs = sizes
    .flatMap(({ cost }) => (cost ? [cost] : []))
    .sort((one, other) => one.perHour - other.perHour);
  const [cheapest, dearest] = [costs[0], costs[costs.length - 1]];
  if (!cheapest || !dearest) {
    return undefined;
  }
  return cheapest.perHour === dearest.perHour
    ? costWords(cheapest)
    : `${costWords(cheapest).replace(' an hour', '')} to ${costWords(dearest)}`;
}
