import type { Profile } from '@amalthea/plugin-amalthea-common';
import { Text } from '@backstage/ui';
import {
  DiskField,
  IdleField,
  ImageField,
  isOpen,
  SizeField,
} from '../request';
import type { ChangeableShape } from './shapeOfServer';

/** The fields of the request form that also make sense on a server that exists. */
export function ChangeFields(props: {
  readonly profile: Profile;
  readonly before: ChangeableShape;
  readonly shape: ChangeableShape;
  readonly onChange: (shape: ChangeableShape) => void;
}) {
  const { profile, before, shape, onChange } = props;
  // A disk that exists can only grow.
  const disk = {
    ...profile.disk,
    minimum: Math.max(profile.disk.minimum, before.diskBytes ?? 0),
  };
  const canChooseIdle = isOpen(profile.idle) || profile.idle.mayNeverStop;
  const hasFields =
    profile.images.length > 1 ||
    profile.sizes.length > 1 ||
    isOpen(disk) ||
    canChooseIdle;
  if (!hasFields) {
    return (
      <Text as="p">The profile {profile.title} leaves nothing to choose.</Text>
    );
  }
  return (
    <>
      {profile.images.length > 1 && (
        <ImageField
          images={profile.images}
          value={shape.image}
          onChange={image => onChange({ ...shape, image })}
        />
      )}
      {profile.sizes.length > 1 && (
        <SizeField
          sizes={profile.sizes}
          value={shape.size}
          onChange={size => onChange({ ...shape, size })}
        />
      )}
      {isOpen(disk) && shape.diskBytes !== undefined && (
        <DiskField
          disk={disk}
          value={shape.diskBytes}
          onChange={diskBytes => onChange({ ...shape, diskBytes })}
        />
      )}
      {canChooseIdle && (
        <IdleField
          idle={profile.idle}
          value={shape.idleSeconds}
          onChange={idleSeconds => onChange({ ...shape, idleSeconds })}
        />
      )}
    </>
  );
}
