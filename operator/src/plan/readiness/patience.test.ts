import { KubernetesObject } from '@amalthea/jupyterserver';

import { decideRun } from '../hibernation/decideRun';
import { desiredChildren } from '../children/desiredChildren';
import { LiveObject } from '../observed/LiveObject';
import { EventView, Observed } from '../observed/Observed';
import { ContainerView } from '../observed/PodView';
import {
  config,
  container,
  observedOf,
  servingPod,
  storedServer,
  waitingPod,
} from '../testing/builders';
import { findReadiness } from './findReadiness';

const created = Date.parse('2026-01-01T00:00:00Z');
const time = (second: number) =>
  new Date(created + second * 1_000).toISOString();

/** What is found so many seconds after the pod was created, and when to look again. */
function findAt(second: number, observed: Observed) {
  const now = created + second * 1_000;
  const decision = decideRun(observed.server, now);
  const desired = desiredChildren(observed, decision.run, config);
  const { state, reason, until } = findReadiness({
    observed,
    config,
    decision,
    desired,
    now,
  });
  const again = until === undefined ? undefined : (until - created) / 1_000;
  return [state, reason, again];
}

function event(reason: string, message: string, second: number): EventView {
  return {
    kind: reason === 'ProvisioningFailed' ? 'PersistentVolumeClaim' : 'Pod',
    reason,
    message,
    firstAt: time(second),
    lastAt: time(second + 5),
  };
}

function child(kind: string, more: object = {}): LiveObject {
  const object: KubernetesObject = {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'ada' },
    ...more,
  };
  return { ...object, metadata: { name: 'ada', uid: `uid-${kind}` } };
}

describe('a probe that fails', () => {
  const unready = (startedAt: string, more: Partial<ContainerView> = {}) =>
    servingPod({
      conditions: [{ type: 'Ready', status: 'False' }],
      containers: [
        container({
          ready: false,
          activity: { type: 'running', startedAt },
          ...more,
        }),
      ],
    });
  const after = (status: object, startedAt: string) =>
    observedOf(storedServer({}, {}, status), { pod: unready(startedAt) });
  const running = (since: number, uid: string = 'uid-pod') => ({
    state: 'running',
    mainPod: { uid },
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Running',
        message: '',
        lastTransitionTime: time(since),
      },
    ],
  });

  it('means that the server starts, for two minutes', () => {
    const observed = after({ state: 'starting' }, time(5));
    expect(findAt(10, observed)).toEqual(['starting', 'Starting', 125]);
    expect(findAt(125, observed)).toEqual(['starting', 'Starting', 125]);
    expect(findAt(126, observed)).toEqual([
      'starting',
      'ProbeFailing',
      undefined,
    ]);
  });

  it('means that Jupyter does not answer, when it did in this run', () => {
    expect(findAt(40, after(running(20), time(5)))).toEqual([
      'starting',
      'ProbeFailing',
      undefined,
    ]);
  });

  it.each([
    ['the pod is another', after(running(3, 'uid-before'), time(5))],
    ['the container was restarted', after(running(3), time(5))],
  ])('means that the server starts when %s', (_name, observed) => {
    expect(findAt(40, observed)).toEqual(['starting', 'Starting', 125]);
  });
});

describe('a volume that is not ready', () => {
  const waits = (events: readonly EventView[], conditions: object[] = []) =>
    observedOf(undefined, {
      pod: waitingPod('ContainerCreating', undefined, {
        conditions: conditions as never,
      }),
      events,
    });

  it.each([
    ['FailedMount', 'Starting'],
    ['FailedAttachVolume', 'VolumePending'],
  ])('is no fault for 30 seconds (%s)', (reason, calm) => {
    const observed = waits([event(reason, 'not yet', 10)]);
    expect(findAt(20, observed)).toEqual(['starting', calm, 40]);
    expect(findAt(40, observed)).toEqual([
      'starting',
      'VolumeFailed',
      undefined,
    ]);
  });

  it('is forgotten when the image is being pulled, or the sandbox is ready', () => {
    const failure = event('FailedMount', 'not yet', 10);
    expect(findAt(90, waits([failure, event('Pulling', '', 20)]))[1]).toBe(
      'ImagePulling',
    );
    const ready = [{ type: 'PodReadyToStartContainers', status: 'True' }];
    expect(findAt(90, waits([failure], ready))[1]).toBe('Starting');
  });

  it('fails when it cannot be provisioned for 30 seconds, and stays failed', () => {
    const pod = servingPod({
      phase: 'Pending',
      containers: [],
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: 'pod has unbound immediate PersistentVolumeClaims',
        },
      ],
    });
    const events = [event('ProvisioningFailed', 'no such class', -1)];
    expect(findAt(20, observedOf(undefined, { pod, events }))).toEqual([
      'starting',
      'VolumePending',
      29,
    ]);
    const status = { state: 'failed', failedSince: time(29) };
    const failed = observedOf(storedServer({}, {}, status), { pod, events });
    expect(findAt(29, failed)).toEqual(['failed', 'VolumeFailed', undefined]);
    expect(findAt(500, failed)).toEqual(['failed', 'VolumeFailed', undefined]);
  });

  it('fails at once when the claim is lost', () => {
    const observed = observedOf(undefined, {
      pod: waitingPod('ContainerCreating'),
      children: [child('PersistentVolumeClaim', { status: { phase: 'Lost' } })],
    });
    expect(findAt(1, observed)).toEqual(['failed', 'VolumeFailed', undefined]);
  });
});

describe('a Secret that is missing', () => {
  const mount = (message: string, children: LiveObject[] = []) =>
    observedOf(undefined, {
      pod: waitingPod('ContainerCreating'),
      events: [event('FailedMount', message, 1)],
      children,
    });
  const variable = (message: string) =>
    observedOf(undefined, {
      pod: waitingPod('CreateContainerConfigError', message),
    });
  const ours =
    'MountVolume.SetUp failed for volume "x" : secret "ada" not found';

  it.each([
    ['a mount', mount(ours)],
    ['a variable', variable('secret "ada" not found')],
    [
      'a key of a variable',
      variable("couldn't find key jupyterServerAppToken in Secret science/ada"),
    ],
    [
      'a key of a mount',
      mount('references non-existent secret key: authzCookieKey'),
    ],
  ])('is waited for when it is our own: %s', (_name, observed) => {
    expect(findAt(10, observed)).toEqual(['starting', 'Starting', 30]);
    expect(findAt(30, observed)).toEqual([
      'failed',
      'SecretMissing',
      undefined,
    ]);
  });

  it('is found by the next attempt of the kubelet when it exists by now', () => {
    const observed = mount(ours, [child('Secret')]);
    expect(findAt(60, observed)).toEqual(['starting', 'Starting', 150]);
  });

  it.each([
    mount('secret "ada-oidc" not found'),
    variable('secret "oidc" not found'),
    variable("couldn't find key token in Secret science/other"),
  ])('is reported at once when it is somebody else’s', observed => {
    expect(findAt(1, observed)).toEqual(['failed', 'SecretMissing', undefined]);
  });
});
