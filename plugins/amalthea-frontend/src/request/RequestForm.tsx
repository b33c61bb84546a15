import type { Profile } from '@amalthea/plugin-amalthea-common';
import { useCallback, useEffect } from 'react';
import { ProfileStep } from './ProfileStep';
import { chooseProfile, type RequestDraft } from './requestDraft';
import type { RequestLocation, RequestStep } from './requestSteps';
import { ReviewStep } from './ReviewStep';
import { ShapeStep } from './ShapeStep';
import { suggestName } from './suggestName';
import { useRequestDraft } from './useRequestDraft';
import { useUserName } from './useUserName';
import { validateDraft } from './validateDraft';

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
  const profile = profiles.find(
    ({ id, availability }) => id === draft.profile && availability.usable,
  );
  const reachable = reachableStep(step, draft, profile);
  useEffect(() => {
    if (reachable !== step) {
      go({ step: reachable }, true);
    }
  }, [go, reachable, step]);

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

  if (reachable === 'profile' || !profile) {
    return (
      <ProfileStep
        profiles={profiles}
        chosen={draft.profile}
        onChoose={choose}
      />
    );
  }
  if (reachable === 'shape') {
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

/** An address may name a step that this draft is not ready for: a bookmark, another tab, or a step forward. */
function reachableStep(
  step: RequestStep,
  draft: RequestDraft,
  profile: Profile | undefined,
): RequestStep {
  if (!profile) {
    return 'profile';
  }
  const isUnfinished = validateDraft(draft, profile).length > 0;
  return step === 'review' && isUnfinished ? 'shape' : step;
}
