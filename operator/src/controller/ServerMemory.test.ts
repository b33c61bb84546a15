import { KubernetesObject, ManualClock } from '@amalthea/kube';

import { LiveObject } from '../plan/observed/LiveObject';
import { ServerMemory } from './ServerMemory';

const identity = 'v1 Service ada';
const failure = { status: 500, reason: 'Unknown', message: 'no' };

describe('ServerMemory', () => {
  it('knows since when a write fails, until it is not tried any more', () => {
    const clock = new ManualClock();
    const memory = new ServerMemory('uid', clock);
    memory.writeFailed(identity, failure);
    const since = clock.now();
    clock.advance(5_000);
    memory.writeFailed(identity, failure);
    expect(memory.failures.get(identity)).toEqual({ ...failure, since });
    expect(memory.forgetFailuresBut(new Set([identity]))).toBe(false);
    expect(memory.forgetFailuresBut(new Set())).toBe(true);
    expect(memory.failures.size).toBe(0);
  });

  it('remembers how a child was applied only while the API server keeps it otherwise', () => {
    const memory = new ServerMemory('uid', new ManualClock());
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ada' },
      spec: { type: 'ClusterIP' },
    };
    const live = (type: string): KubernetesObject & LiveObject => ({
      ...object,
      metadata: { name: 'ada', uid: 'u', resourceVersion: type },
      spec: { type },
    });
    memory.childApplied(object, live('NodePort'));
    expect([...memory.asApplied.keys()]).toEqual([identity]);
    memory.childApplied(object, live('ClusterIP'));
    expect(memory.asApplied.size).toBe(0);
  });
});
