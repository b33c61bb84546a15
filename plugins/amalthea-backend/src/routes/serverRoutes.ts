import {
  keepServerRequestSchema,
  stringifyServerReference,
  updateServerRequestSchema,
  type ServerReference,
} from '@amalthea/plugin-amalthea-common';
import type { JsonObject } from '@backstage/types';
import type { Request, Router } from 'express';
import type { Asking } from '../servers/ServerService';
import { audited } from './audited';
import { parseInput } from './parseInput';
import { referenceSchema } from './referenceSchema';
import { askingOf, type RouteContext } from './RouteContext';

const path = '/servers/:cluster/:namespace/:name';

/** Routes that read or change one server. */
export function addServerRoutes(router: Router, context: RouteContext): void {
  const { auditor, reader, service } = context;

  /** Carries out a change of one server and writes it to the audit trail, also when it is refused. */
  async function change<T>(
    request: Request,
    eventId: string,
    carryOut: (reference: ServerReference, asking: Asking) => Promise<T>,
    meta: JsonObject = {},
  ): Promise<T> {
    const asking = await askingOf(request, context);
    const reference = parseInput(referenceSchema, request.params);
    return audited(
      {
        auditor,
        request,
        eventId,
        meta: { server: stringifyServerReference(reference), ...meta },
      },
      () => carryOut(reference, asking),
    );
  }

  router.get(path, async (request, response) => {
    const { caller } = await askingOf(request, context);
    const found = await reader.find(
      parseInput(referenceSchema, request.params),
      caller,
    );
    response.json(reader.details(found, caller));
  });

  router.put(path, async (request, response) => {
    response.json(
      await change(request, 'server-update', (reference, asking) =>
        service.update(
          reference,
          parseInput(updateServerRequestSchema, request.body),
          asking,
        ),
      ),
    );
  });

  router.delete(path, async (request, response) => {
    response.json(
      await change(request, 'server-delete', (reference, asking) =>
        service.delete(reference, asking),
      ),
    );
  });

  router.post(`${path}/hibernate`, async (request, response) => {
    response.json(
      await change(request, 'server-hibernate', (reference, asking) =>
        service.hibernate(reference, asking),
      ),
    );
  });

  router.post(`${path}/resume`, async (request, response) => {
    response.json(
      await change(request, 'server-resume', (reference, asking) =>
        service.resume(reference, asking),
      ),
    );
  });

  router.post(`${path}/restart`, async (request, response) => {
    response.json(
      await change(request, 'server-restart', (reference, asking) =>
        service.restart(reference, asking),
      ),
    );
  });

  router.post(`${path}/keep`, async (request, response) => {
    const { minutes } = parseInput(keepServerRequestSchema, request.body);
    response.json(
      await change(
        request,
        'server-keep',
        (reference, asking) => service.keep(reference, minutes, asking),
        { minutes },
      ),
    );
  });
}
