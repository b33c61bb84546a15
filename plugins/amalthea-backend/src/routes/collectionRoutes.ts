import {
  createServerRequestSchema,
  previewRequestSchema,
} from '@amalthea/plugin-amalthea-common';
import type { Router } from 'express';
import { audited } from './audited';
import { parseInput } from './parseInput';
import { askingOf, type RouteContext } from './RouteContext';

/** Routes that are not about one server: profiles, the list, asking for a server, and what it would be. */
export function addCollectionRoutes(
  router: Router,
  context: RouteContext,
): void {
  const { auditor, profiles, reader, service } = context;

  router.get('/profiles', async (request, response) => {
    const { caller } = await askingOf(request, context);
    response.json({ profiles: profiles.list(caller) });
  });

  router.get('/servers', async (request, response) => {
    const { caller } = await askingOf(request, context);
    response.json(reader.list(caller));
  });

  router.post('/servers', async (request, response) => {
    const asking = await askingOf(request, context);
    const body = parseInput(createServerRequestSchema, request.body);
    const meta = {
      profile: body.profile,
      name: body.name,
      ...(body.requestId ? { requestId: body.requestId } : {}),
    };
    const result = await audited(
      { auditor, request, eventId: 'server-create', meta },
      () => service.create(body, asking),
    );
    response.status(result.created ? 201 : 200).json(result.server);
  });

  router.post('/preview', async (request, response) => {
    const asking = await askingOf(request, context);
    response.json(
      await service.preview(
        parseInput(previewRequestSchema, request.body),
        asking,
      ),
    );
  });

  router.get('/names/:cluster/:namespace/:name', async (request, response) => {
    const { cluster, namespace, name } = request.params;
    response.json(
      await service.checkName(
        { cluster, namespace, name },
        await askingOf(request, context),
      ),
    );
  });
}
