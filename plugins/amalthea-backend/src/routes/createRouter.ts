import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addCollectionRoutes } from './collectionRoutes';
import { addInspectionRoutes } from './inspectionRoutes';
import { readBody } from './readBody';
import type { RouteContext } from './RouteContext';
import { addServerRoutes } from './serverRoutes';
import { addStreamRoute } from './streamRoute';

/** The HTTP API of the plugin, below `/api/amalthea`. */
export function createRouter(context: RouteContext): Router {
  const router = PromiseRouter();
  router.use(...readBody());
  addCollectionRoutes(router, context);
  addServerRoutes(router, context);
  addInspectionRoutes(router, context);
  addStreamRoute(router, context);
  return router;
}
