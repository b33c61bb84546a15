import { reasons } from './reasons';

describe('reasons', () => {
  it.each(Object.entries(reasons))(
    '%s is one word with a sentence for people',
    (name, { sentence, hint }) => {
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(hint).toMatch(/^$|^[A-Z].*\.$/);
    },
  );

  it('has every reason of the contract', () => {
    const promised =
      'Running Starting ScalingUp ImagePulling ImagePullFailed Unschedulable VolumePending VolumeFailed QuotaExceeded AdmissionDenied SecretMissing ServiceAccountMissing InitContainerFailed ContainerCrashed OutOfMemory Evicted NodeLost ProbeFailing RouteNotReady PatchFailed InvalidSpec NameConflict HibernatedByUser HibernatedIdle HibernatedMaxAge HibernatedStartFailed HibernatedFailed IdleSoon Deleting Paused OperatorCannotReach';
    expect(
      promised.split(' ').filter(name => !Object.hasOwn(reasons, name)),
    ).toEqual([]);
  });
});
