import { plan } from '../plan';
import {
  config,
  observedOf,
  servingPod,
  storedServer,
} from '../testing/builders';
import { failure } from '../testing/readinessScenes';
import { Observed } from '../observed/Observed';

const identity = 'apps/v1 StatefulSet ada';

function conditionsOf(more: Partial<Observed>) {
  const running: Partial<Observed> = {
    pod: servingPod(),
    endpointReady: true,
    children: ['Service', 'Ingress'].map(kind => ({
      apiVersion: kind === 'Service' ? 'v1' : 'networking.k8s.io/v1',
      kind,
      metadata: { name: 'ada', uid: kind },
    })),
  };
  const observed = observedOf(storedServer(), { ...running, ...more });
  return plan(observed, config, 60_000).flatMap(intent =>
    intent.type === 'patchStatus' ? [intent.patch.conditions] : [],
  )[0];
}

describe('draftConditions', () => {
  it('says of a running server that what its spec says is refused', () => {
    const conditions = conditionsOf({
      failures: failure(identity, 422, 'imagePullPolicy: Unsupported value'),
    });
    expect(conditions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'Ready', status: 'True' }),
        expect.objectContaining({
          type: 'Stalled',
          status: 'True',
          reason: 'AdmissionDenied',
          message: expect.stringContaining(
            'StatefulSet ada: imagePullPolicy: Unsupported value',
          ),
        }),
      ]),
    );
  });

  it('has no problem of a running server without one', () => {
    expect(JSON.stringify(conditionsOf({}))).not.toContain('Stalled');
  });
});
