import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import { ProfileCard } from './ProfileCard';
import styles from './ProfileStep.module.css';

/** The kinds of server there are; those that are not for the reader say why. */
export function ProfileStep(props: {
  readonly profiles: readonly Profile[];
  readonly chosen: string | undefined;
  readonly onChoose: (profile: Profile) => void;
}) {
  const { profiles, chosen, onChoose } = props;
  if (profiles.length === 0) {
    return (
      <Text as="p">
        There are no profiles yet. Ask the people who run this portal to
        configure one.
      </Text>
    );
  }
  const usable = profiles.filter(({ availability }) => availability.usable);
  const others = profiles.filter(({ availability }) => !availability.usable);
  return (
    <section aria-label="Profiles">
      <Text as="p" color="secondary" className={styles.lead}>
        Choose what kind of server you want. Everything can be adjusted in the
        next step.
      </Text>
      <ul className={styles.cards}>
        {[...usable, ...others].map(profile => (
          <li key={profile.id} className={styles.item}>
            <ProfileCard
              profile={profile}
              isChosen={profile.id === chosen}
              onChoose={() => onChoose(profile)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
