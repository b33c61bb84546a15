import { Observed } from '../observed/Observed';
import {
  container,
  observedOf,
  servingPod,
  storedServer,
  waitingPod,
} from '../testing/builders';
import {
  crashing,
  failure,
  find,
  foreign,
  notReady,
  previously,
  withPod,
} from '../testing/readinessScenes';

describe('findReadiness of containers', () => {
  const table: readonly [string, Observed, string, string][] = [
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
      'the kind of a child is not served',
      withPod(undefined, {
        failures: failure(
          'gateway.networking.k8s.io/v1 HTTPRoute ada',
          404,
          'no message from the server (HTTP 404)',
          'Unknown',
        ),
      }),
      'failed',
      'KindMissing',
    ],
    [
      'the namespace of a child is gone',
      withPod(undefined, {
        failures: failure(
          'v1 Service ada',
          404,
          'namespaces "lab" not found',
          'NotFound',
        ),
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
      'a child cannot be written for a while',
      withPod(undefined, {
        failures: failure('v1 Service ada', 500, 'no such field', 'Unknown'),
      }),
      'failed',
      'WriteFailed',
    ],
    [
      'a child could not be written a moment ago',
      withPod(undefined, {
        failures: failure('v1 Service ada', 500, 'etcd', 'Unknown', Infinity),
      }),
      'starting',
      'Starting',
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
