import { KubeApiError, ManualClock } from '@amalthea/kube';

import { config, observedOf, storedServer } from '../plan/testing/builders';
import { Reconciler, ReconcilerOptions } from './Reconciler';
import { ServerMemory } from './ServerMemory';

/** A pass over a server whose status is answered with 404. */
function passWith(reason: string) {
  const clock = new ManualClock();
  const details = { method: 'PATCH', path: '/', status: 404, causes: [] };
  const refuse = async () => {
    throw new KubeApiError({ ...details, reason }, 'not found');
  };
  const stored = storedServer(
    {},
    { annotations: { 'amalthea.dev/paused': 'true' } },
  );
  const options = {
    client: { patch: refuse },
    observer: { observe: async () => observedOf(stored) },
    executor: {},
    config,
    clock,
    resourceOf: () => undefined,
    events: { record: () => {} },
    onTransition: () => {},
    countWrite: () => {},
  };
  return new Reconciler(options as unknown as ReconcilerOptions).reconcile(
    stored,
    new ServerMemory('uid-ada', clock),
    { signal: new AbortController().signal, beforeAttempt: () => {} },
    () => false,
  );
}

describe('Reconciler', () => {
  it('is done with a server that is gone when its status is written', async () => {
    expect(await passWith('NotFound')).toMatchObject({ type: 'settled' });
  });

  it('tries again when the API server does not know the path of the status', async () => {
    await expect(passWith('Unknown')).rejects.toThrow('not found');
  });
});
