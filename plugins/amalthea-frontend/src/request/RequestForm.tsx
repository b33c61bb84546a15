import type { Profile } from '@amalthea/plugin-amalthea-common';
import { useCallback } from 'react';
import { ProfileStep } from './ProfileStep';
import { chooseProfile } from './requestDraft';
import type { RequestLocation, RequestStep } from './requestSteps';
import { ReviewStep } from './ReviewStep';
import { ShapeStep } from './ShapeStep';
import { suggestName } from './suggestName';
import { useRequestDraft } from './useRequestDraft';
import { useUserName } from './useUserName';

/** The steps before the server exists, over one draft. */
export function RequestForm(props: {
  readonly requestId: string;
  readonly step: RequestStep;
  readonly profiles: readonly Profile[];
  readonly go: (next: Partial<RequestLocation>, replace?: boolean) => void;
}) {
  const { requestId, step, profiles, go } = props;
  const [draft, change] = useRequestDraft(requestId);
  const userName = useUserName();
  const profile = profiles.find(({ id }) => id === draft.profile);

  const choose = useCallback(
    (chosen: Profile) => {
      change(before => {
        const next = chooseProfile(before, chosen);
        return next.nameChosen
          ? next
          : { ...next, name: suggestName(userName, chosen.id) };
      });
      go({ step: 'shape' });
    },
    [change, go, userName],
  );

  if (step === 'profile' || !profile) {
    return (
      <ProfileStep
        profiles={profiles}
        chosen={draft.profile}
        onChoose={choose}
      />
    );
  }
  if (step === 'shape') {
    return (
      <ShapeStep
        draft={draft}
        profile={profile}
        onChange={change}
        onBack={() => go({ step: 'profile' })}
        onNext={() => go({ step: 'review' })}
      />
    );
  }
  return (
    <ReviewStep
      draft={draft}
      profile={profile}
      requestId={requestId}
      onBack={() => go({ step: 'shape' })}
      onCreated={created => {
        change(before => ({ ...before, created }));
        go({ step: 'progress', created });
      }}
    />
  );
}
