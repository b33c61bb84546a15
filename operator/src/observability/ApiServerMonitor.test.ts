import { KubeApiError, ResourceRef, resources } from '@amalthea/kube';
import { pino } from 'pino';

import { httpRoutes } from '../controller/kinds';
import { ApiServerMonitor } from './ApiServerMonitor';

/** What is logged when watches of a resource go so. */
function logOf(
  resource: ResourceRef,
  course: readonly (403 | 404 | 'recovers')[],
) {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { base: undefined, timestamp: false },
    { write: (line: string) => lines.push(JSON.parse(line)) },
  );
  const monitor = new ApiServerMonitor(log);
  for (const step of course) {
    if (step === 'recovers') {
      monitor.watchRecovered(resource);
    } else {
      const error = new KubeApiError(
        {
          method: 'GET',
          path: '/apis/x',
          status: step,
          reason: 'R',
          causes: [],
        },
        'no',
      );
      monitor.watchFailed(error, resource);
    }
  }
  return lines;
}

describe('ApiServerMonitor', () => {
  it('says in one calm line that the Gateway API is not installed', () => {
    expect(logOf(httpRoutes, [404, 404])).toEqual([
      {
        level: 30,
        resource: 'httproutes.gateway.networking.k8s.io',
        msg: 'The Gateway API is not installed; servers with routing.gateway wait for it.',
      },
    ]);
  });

  it.each<[string, ResourceRef, 403 | 404, RegExp]>([
    ['is missing', resources.services, 404, /does not serve services yet/],
    ['may not be watched', resources.services, 403, /may not watch services/],
  ])(
    'warns once, without a stack, when a resource %s',
    (_name, resource, status, text) => {
      expect(logOf(resource, [status, status])).toEqual([
        {
          level: 40,
          resource: 'services',
          answer: expect.stringContaining('/apis/x'),
          msg: expect.stringMatching(text),
        },
      ]);
    },
  );

  it('says when a missing resource is there, and warns anew when it goes again', () => {
    const course = [404, 'recovers', 'recovers', 404] as const;
    expect(logOf(resources.services, course).map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/does not serve services yet/),
      'The operator watches services now.',
      expect.stringMatching(/does not serve services yet/),
    ]);
  });
});
