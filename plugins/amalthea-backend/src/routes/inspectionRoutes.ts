import { stringifyServerReference } from '@amalthea/plugin-amalthea-common';
import type { Request, Router } from 'express';
import { z } from 'zod';
import { readServerEvents } from '../servers/serverEvents';
import { readServerLogs } from '../servers/serverLogs';
import { readServerManifest } from '../servers/serverManifest';
import { readOpenLink } from '../servers/serverOpenLink';
import { readServerPod } from '../servers/ServerPod';
import type { FoundServer } from '../servers/ServerReader';
import { serverTimeline } from '../servers/serverTimeline';
import { audited } from './audited';
import { parseInput } from './parseInput';
import { referenceSchema } from './referenceSchema';
import { askingOf, type RouteContext } from './RouteContext';

const path = '/servers/:cluster/:namespace/:name';

const logsQuerySchema = z.object({
  container: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'Use the name of a container.')
    .optional(),
  tailLines: z.coerce.number().int().min(1).max(5000).default(500),
  previous: z
    .enum(['true', 'false'])
    .default('false')
    .transform(value => value === 'true'),
});

/** Routes that look closer at one server. */
export function addInspectionRoutes(
  router: Router,
  context: RouteContext,
): void {
  const { auditor, reader, renderConfig, service } = context;

  async function find(request: Request): Promise<FoundServer> {
    const { caller } = await askingOf(request, context);
    return reader.find(parseInput(referenceSchema, request.params), caller);
  }

  router.get(`${path}/events`, async (request, response) => {
    const { cluster, server } = await find(request);
    response.json({ events: await readServerEvents(cluster, server) });
  });

  router.get(`${path}/logs`, async (request, response) => {
    const query = parseInput(logsQuerySchema, request.query);
    const { cluster, server } = await find(request);
    response.json(await readServerLogs(cluster, server, query));
  });

  router.get(`${path}/timeline`, async (request, response) => {
    const { cluster, server } = await find(request);
    const [events, pod] = await Promise.all([
      readServerEvents(cluster, server),
      readServerPod(cluster, server),
    ]);
    response.json(serverTimeline({ server, pod, events }));
  });

  router.get(`${path}/manifest`, async (request, response) => {
    const { cluster, server } = await find(request);
    response.json(await readServerManifest(cluster, server, renderConfig));
  });

  // A POST, and for those who may change the server only: the answer may carry its token.
  router.post(`${path}/open`, async (request, response) => {
    const asking = await askingOf(request, context);
    const reference = parseInput(referenceSchema, request.params);
    const meta = { server: stringifyServerReference(reference) };
    const link = await audited(
      { auditor, request, eventId: 'server-open', meta },
      async () => {
        const { cluster, server } = await service.findForUpdate(
          reference,
          asking,
        );
        return readOpenLink(cluster, server);
      },
    );
    response.setHeader('cache-control', 'no-store');
    response.json(link);
  });
}
