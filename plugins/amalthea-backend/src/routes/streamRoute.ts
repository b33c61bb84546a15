import type { Router } from 'express';
import { askingOf, type RouteContext } from './RouteContext';

/** `GET /stream`: what changes, as server-sent events. */
export function addStreamRoute(router: Router, context: RouteContext): void {
  router.get('/stream', async (request, response) => {
    const { caller, credentials } = await askingOf(request, context);
    await context.stream.serve(response, {
      caller,
      credentials,
      lastEventId: request.get('last-event-id'),
    });
  });
}
