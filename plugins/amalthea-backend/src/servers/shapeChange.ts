import {
  parseQuantity,
  type FieldProblem,
  type ShapeRequest,
} from '@amalthea/plugin-amalthea-common';
import type { ProfileDefinition } from '../configuration/profileSchema';
import {
  buildEnvironment,
  buildResources,
} from '../profiles/buildJupyterServer';
import { resolveShape } from '../profiles/resolveShape';
import { formatBytes } from '../quantity/formatQuantity';
import type { ObservedServer } from './ObservedServer';

/** An operation of a JSON patch (RFC 6902) that sets a value. */
export interface SetOperation {
  readonly op: 'add';
  readonly path: string;
  readonly value: unknown;
}

export type ShapeChange =
  | { readonly ok: true; readonly operations: readonly SetOperation[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** The patch that gives a server another shape. Only what the request names is checked and changed. */
export function shapeChange(
  server: ObservedServer,
  profile: ProfileDefinition,
  request: ShapeRequest,
): ShapeChange {
  const resolution = resolveShape(profile, request);
  if (!resolution.ok) return resolution;
  const { shape } = resolution;
  const present = parseQuantity(server.spec.storage.size) ?? 0;
  if (
    request.diskBytes !== undefined &&
    server.spec.storage.pvc.enabled &&
    shape.diskBytes < present
  ) {
    return {
      ok: false,
      problems: [
        {
          field: 'shape.diskBytes',
          message: `A disk cannot shrink. It has ${formatBytes(present)}.`,
        },
      ],
    };
  }
  const operations: SetOperation[] = [];
  const set = (path: string, value: unknown) =>
    operations.push({ op: 'add', path, value });
  if (request.image !== undefined)
    set('/spec/jupyterServer/image', shape.image);
  if (request.size !== undefined)
    set('/spec/jupyterServer/resources', buildResources(profile, shape));
  if (request.environment !== undefined) {
    const fromElsewhere = server.spec.jupyterServer.env.filter(
      variable => variable.value === undefined,
    );
    set('/spec/jupyterServer/env', [
      ...buildEnvironment(profile, shape),
      ...fromElsewhere,
    ]);
  }
  if (request.diskBytes !== undefined)
    set('/spec/storage/size', formatBytes(shape.diskBytes));
  if (request.idleSeconds !== undefined)
    set('/spec/culling/idleSecondsThreshold', shape.idleSeconds);
  if (request.collaborators !== undefined) {
    const owner = (server.spec.auth.oidc?.authorizedEmails ?? []).slice(0, 1);
    set('/spec/auth/oidc/authorizedEmails', [
      ...new Set([...owner, ...shape.collaborators]),
    ]);
  }
  return { ok: true, operations };
}
