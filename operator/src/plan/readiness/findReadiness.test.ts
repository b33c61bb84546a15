import { PodView } from '../observed/PodView';
import {
  EventView,
  ForeignObject,
  Observed,
  WriteFailure,
} from '../observed/Observed';
import { desiredChildren } from '../children/desiredChildren';
import { decideRun } from '../hibernation/decideRun';
import {
  config,
  container,
  observedOf,
  servingPod,
  storedServer,
  waitingPod,
} from '../testing/builders';
import { findReadiness } from './findReadiness';

const someTimeLater = Date.parse('2026-01-01T03:00:00Z');

function find(observed: Observed, now: number = someTimeLater) {
  const decision = decideRun(observed.server, now);
  const desired = desiredChildren(observed, decision.run, config);
  const { state, reason, detail } = findReadiness({
    observed,
    config,
    decision,
    desired,
    now,
  });
  return { state, reason, detail };
}

/** A server whose children all exist and lead to the pod. */
function withPod(
  pod: PodView | undefined,
  more: Partial<Observed> = {},
  stored = storedServer(),
): Observed {
  const observed = observedOf(stored, { pod, endpointReady: true, ...more });
  const children =
    observed.desired.type === 'rendered'
      ? [...observed.desired.bundle.values()].map(object => ({
          ...object,
          metadata: {
            ...object.metadata,
            name: object.metadata.name ?? '',
            uid: `uid-${object.kind}`,
          },
        }))
      : [];
  return { ...observed, children };
}

function event(
  kind: string,
  reason: string,
  message: string,
  lastAt: string = '2026-01-01T00:01:00Z',
): EventView {
  return { kind, reason, message, lastAt };
}

const unschedulable = (message: string) =>
  servingPod({
    phase: 'Pending',
    containers: [],
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message,
      },
    ],
  });
const notReady = (
  containers: PodView['containers'],
  more: Partial<PodView> = {},
) =>
  servingPod({
    conditions: [{ type: 'Ready', status: 'False' }],
    containers,
    ...more,
  });
const crashing = (restartCount: number, more: object = {}) =>
  notReady([
    container({ name: 'authz' }),
    container({
      ready: false,
      started: false,
      restartCount,
      activity: {
        type: 'waiting',
        reason: 'CrashLoopBackOff',
        message: 'back-off 40s restarting failed container',
      },
      lastTermination: { exitCode: 3 },
      ...more,
    }),
  ]);
const previously = (status: object) => storedServer({}, {}, status);

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
    [
      'the container cannot be created',
      withPod(waitingPod('CreateContainerError', 'no command')),
      'failed',
      'ContainerCrashed',
    ],
    [
      'the container crashed once',
      withPod(crashing(1)),
      'starting',
      'ContainerCrashed',
    ],
    [
      'the container crashed up to the limit',
      withPod(crashing(3)),
      'starting',
      'ContainerCrashed',
    ],
    [
      'the container crashed beyond the limit',
      withPod(crashing(4)),
      'failed',
      'ContainerCrashed',
    ],
    [
      'the container runs between crashes beyond the limit',
      withPod(crashing(4, { activity: { type: 'running' } })),
      'failed',
      'ContainerCrashed',
    ],
    [
      'the container needs too much memory',
      withPod(
        crashing(4, {
          lastTermination: { exitCode: 137, reason: 'OOMKilled' },
        }),
      ),
      'failed',
      'OutOfMemory',
    ],
    [
      'an init container failed up to the limit',
      withPod(crashing(1, { kind: 'init' })),
      'starting',
      'InitContainerFailed',
    ],
    [
      'an init container failed beyond the limit',
      withPod(crashing(2, { kind: 'init' })),
      'failed',
      'InitContainerFailed',
    ],
    [
      'an init container ended well',
      withPod(
        servingPod({
          containers: [
            container({
              kind: 'init',
              ready: false,
              activity: { type: 'terminated', exitCode: 0 },
            }),
            container(),
          ],
        }),
      ),
      'running',
      'Running',
    ],
    [
      'the pod was evicted',
      withPod(
        servingPod({ phase: 'Failed', reason: 'Evicted', conditions: [] }),
      ),
      'failed',
      'Evicted',
    ],
    [
      'the pod failed for lack of memory',
      withPod(
        servingPod({
          phase: 'Failed',
          conditions: [],
          containers: [
            container({
              activity: {
                type: 'terminated',
                exitCode: 137,
                reason: 'OOMKilled',
              },
            }),
          ],
        }),
      ),
      'failed',
      'OutOfMemory',
    ],
    [
      'the machine is lost',
      withPod(
        servingPod({
          conditions: [
            { type: 'ContainersReady', status: 'True' },
            { type: 'Ready', status: 'False' },
          ],
        }),
      ),
      'starting',
      'NodeLost',
    ],
    [
      'Jupyter does not answer yet',
      withPod(notReady([container({ ready: false, started: true })])),
      'starting',
      'Starting',
    ],
    [
      'Jupyter does not answer any more',
      withPod(
        notReady([container({ ready: false, started: true })]),
        {},
        previously({ state: 'running' }),
      ),
      'starting',
      'ProbeFailing',
    ],
    [
      'people want it stopped',
      withPod(
        servingPod(),
        {},
        storedServer({ jupyterServer: { hibernated: true } }),
      ),
      'hibernated',
      'HibernatedByUser',
    ],
    [
      'it is deleted while hibernated',
      withPod(
        undefined,
        {},
        storedServer(
          { jupyterServer: { hibernated: true } },
          { deletionTimestamp: '2026-01-01T00:00:00Z' },
        ),
      ),
      'stopping',
      'Deleting',
    ],
    [
      'the spec is invalid',
      observedOf(storedServer({ routing: {} })),
      'failed',
      'InvalidSpec',
    ],
    [
      'a patch fails',
      observedOf(
        storedServer({
          patches: [
            {
              type: 'application/json-patch+json',
              patch: [{ op: 'remove', path: '/x' }],
            },
          ],
        }),
      ),
      'failed',
      'PatchFailed',
    ],
    [
      'a name is taken',
      withPod(undefined, { foreign: foreign('other') }),
      'failed',
      'NameConflict',
    ],
    [
      'a name is still taken by the server before',
      withPod(undefined, { foreign: foreign('previous') }),
      'starting',
      'Starting',
    ],
    [
      'a child is refused for the quota',
      withPod(undefined, {
        failures: failure('v1 Service ada', 403, 'exceeded quota: x'),
      }),
      'failed',
      'QuotaExceeded',
    ],
    [
      'a child is refused by a policy',
      withPod(undefined, {
        failures: failure('networking.k8s.io/v1 Ingress ada', 403, 'denied'),
      }),
      'failed',
      'AdmissionDenied',
    ],
    [
      'the claim is refused',
      withPod(undefined, {
        failures: failure(
          'v1 PersistentVolumeClaim ada',
          422,
          'can not be less',
        ),
      }),
      'failed',
      'VolumeFailed',
    ],
    [
      'a child is refused while the server runs',
      withPod(servingPod(), { failures: failure('v1 Service ada', 422, 'no') }),
      'running',
      'Running',
    ],
  ];

  it.each(table)('%s', (_name, observed, state, reason) => {
    expect(find(observed)).toMatchObject({ state, reason });
  });

  it('gives the same text for the error of a pull and for the back-off from it', () => {
    const error = find(
      withPod(
        waitingPod(
          'ErrImagePull',
          'failed to resolve reference "x": not found',
        ),
      ),
    );
    const backOff = find(
      withPod(
        waitingPod(
          'ImagePullBackOff',
          'Back-off pulling image "x": ErrImagePull: failed to resolve reference "x": not found',
        ),
      ),
    );
    expect(backOff).toEqual(error);
  });

  it('does not repeat the growing times of a back-off', () => {
    expect(find(withPod(crashing(4))).detail).toBe(
      'Container: jupyter-server, exit code 3.',
    );
  });
});

function foreign(
  owner: ForeignObject['owner'],
): ReadonlyMap<string, ForeignObject> {
  return new Map([['v1 Service ada', { owner, description: 'Service "ada"' }]]);
}

function failure(
  identity: string,
  status: number,
  message: string,
): ReadonlyMap<string, WriteFailure> {
  return new Map([[identity, { status, reason: 'Forbidden', message }]]);
}
