import { KubeApiError, ResourceRef, resources } from '@amalthea/kube';
import { pino } from 'pino';

import { httpRoutes } from '../controller/kinds';
import { ApiServerMonitor } from './ApiServerMonitor';

/** What is logged when a resource is answered so, twice. */
function logOf(resource: ResourceRef, status: number) {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { base: undefined, timestamp: false },
    { write: (line: string) => lines.push(JSON.parse(line)) },
  );
  const monitor = new ApiServerMonitor(log);
  const error = new KubeApiError(
    { method: 'GET', path: '/apis/x', status, reason: 'R', causes: [] },
    'no',
  );
  monitor.watchFailed(error, resource);
  monitor.watchFailed(error, resource);
  return lines;
}

describe('ApiServerMonitor', () => {
  it('says in one calm line that the Gateway API is not installed', () => {
    expect(logOf(httpRoutes, 404)).toEqual([
      {
        level: 30,
        resource: 'httproutes.gateway.networking.k8s.io',
        msg: 'The Gateway API is not installed; servers with routing.gateway wait for it.',
      },
    ]);
  });

  it.each([
    ['is missing', resources.services, 404, /does not serve services yet/],
    ['may not be watched', resources.services, 403, /may not watch services/],
  ])(
    'warns once, without a stack, when a resource %s',
    (_name, resource, status, text) => {
      expect(logOf(resource, status)).toEqual([
        {
          level: 40,
          resource: 'services',
          answer: expect.stringContaining('/apis/x'),
          msg: expect.stringMatching(text),
        },
      ]);
    },
  );
});
