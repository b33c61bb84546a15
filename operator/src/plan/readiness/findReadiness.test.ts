import { Observed } from '../observed/Observed';
import { observedOf, servingPod, waitingPod } from '../testing/builders';
import {
  event,
  find,
  previously,
  unschedulable,
  withPod,
} from '../testing/readinessScenes';

describe('findReadiness', () => {
  const table: readonly [string, Observed, string, string][] = [
    ['nothing exists yet', observedOf(), 'starting', 'Starting'],
    ['the pod serves', withPod(servingPod()), 'running', 'Running'],
    [
      'the pod serves and is not reachable',
      withPod(servingPod(), { endpointReady: false }),
      'starting',
      'RouteNotReady',
    ],
    [
      'the pod serves and the Ingress is missing',
      observedOf(undefined, { pod: servingPod(), endpointReady: true }),
      'starting',
      'RouteNotReady',
    ],
    [
      'the pod is being deleted',
      withPod(servingPod({ deleting: true })),
      'starting',
      'Starting',
    ],
    [
      'the pod waits for its containers',
      withPod(waitingPod('ContainerCreating')),
      'starting',
      'Starting',
    ],
    [
      'the image is being pulled',
      withPod(waitingPod('ContainerCreating'), {
        events: [event('Pod', 'Pulling', '')],
      }),
      'starting',
      'ImagePulling',
    ],
    [
      'the image is there',
      withPod(waitingPod('ContainerCreating'), {
        events: [event('Pod', 'Pulling', ''), event('Pod', 'Pulled', '')],
      }),
      'starting',
      'Starting',
    ],
    [
      'the image cannot be pulled',
      withPod(waitingPod('ErrImagePull', 'not found')),
      'failed',
      'ImagePullFailed',
    ],
    [
      'the kubelet backs off from pulling',
      withPod(waitingPod('ImagePullBackOff', 'Back-off pulling image "x"')),
      'failed',
      'ImagePullFailed',
    ],
    [
      'the image has no valid name',
      withPod(waitingPod('InvalidImageName')),
      'failed',
      'ImagePullFailed',
    ],
    [
      'no machine has room',
      withPod(unschedulable('0/3 nodes are available')),
      'failed',
      'Unschedulable',
    ],
    [
      'no machine has room and one is being added',
      withPod(unschedulable('0/3 nodes are available'), {
        events: [event('Pod', 'TriggeredScaleUp', '')],
      }),
      'starting',
      'ScalingUp',
    ],
    [
      'the claim is not bound',
      withPod(
        unschedulable('pod has unbound immediate PersistentVolumeClaims'),
      ),
      'starting',
      'VolumePending',
    ],
    [
      'the claim cannot be provisioned',
      withPod(
        unschedulable('pod has unbound immediate PersistentVolumeClaims'),
        {
          events: [
            event(
              'PersistentVolumeClaim',
              'ProvisioningFailed',
              'no such class',
            ),
          ],
        },
      ),
      'failed',
      'VolumeFailed',
    ],
    [
      'the quota is used up',
      withPod(undefined, {
        events: [event('StatefulSet', 'FailedCreate', 'exceeded quota: small')],
      }),
      'failed',
      'QuotaExceeded',
    ],
    [
      'a policy refuses the pod',
      withPod(undefined, {
        events: [event('StatefulSet', 'FailedCreate', 'violates PodSecurity')],
      }),
      'failed',
      'AdmissionDenied',
    ],
    [
      'the service account is missing',
      withPod(undefined, {
        events: [
          event(
            'StatefulSet',
            'FailedCreate',
            'error looking up service account a/b: serviceaccount "b" not found',
          ),
        ],
      }),
      'failed',
      'ServiceAccountMissing',
    ],
    [
      'the quota was used up before this start',
      withPod(
        undefined,
        {
          events: [
            event(
              'StatefulSet',
              'FailedCreate',
              'exceeded quota',
              '2026-01-01T00:00:00Z',
            ),
          ],
        },
        previously({
          state: 'starting',
          startingSince: '2026-01-01T02:00:00Z',
        }),
      ),
      'starting',
      'Starting',
    ],
    [
      'a Secret is missing',
      withPod(
        waitingPod('CreateContainerConfigError', 'secret "oidc" not found'),
      ),
      'failed',
      'SecretMissing',
    ],
    [
      'a key of a Secret is missing',
      withPod(
        waitingPod(
          'CreateContainerConfigError',
          "couldn't find key token in Secret",
        ),
      ),
      'failed',
      'SecretMissing',
    ],
    [
      'a Secret cannot be mounted',
      withPod(waitingPod('ContainerCreating'), {
        events: [
          event(
            'Pod',
            'FailedMount',
            'MountVolume.SetUp failed for volume "x" : secret "oidc" not found',
          ),
        ],
      }),
      'failed',
      'SecretMissing',
    ],
    [
      'a volume cannot be attached',
      withPod(waitingPod('ContainerCreating'), {
        events: [event('Pod', 'FailedAttachVolume', 'Multi-Attach error')],
      }),
      'starting',
      'VolumeFailed',
    ],
  ];

  it.each(table)('%s', (_name, observed, state, reason) => {
    expect(find(observed)).toMatchObject({ state, reason });
  });
});
