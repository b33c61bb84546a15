import {
  parseJupyterServer,
  type JupyterServer,
} from '@amalthea/jupyterserver';
import type { FieldProblem } from '@amalthea/plugin-amalthea-common';
import type { ProfileDefinition } from '../configuration/profileSchema';
import { AmaltheaError } from '../errors/AmaltheaError';
import {
  buildJupyterServer,
  type JupyterServerManifest,
} from '../profiles/buildJupyterServer';
import { resolveShape } from '../profiles/resolveShape';
import type { z } from 'zod';
import type { previewRequestSchema } from '@amalthea/plugin-amalthea-common';

export interface DraftServerOptions {
  readonly request: z.output<typeof previewRequestSchema>;
  readonly profile: ProfileDefinition;
  readonly owner: string;
  readonly ownerEmail?: string;
  readonly requestId?: string;
}

/** A JupyterServer that was built and checked, but not sent anywhere. */
export interface DraftServer {
  readonly cluster: string;
  /** What is sent to the cluster. */
  readonly manifest: JupyterServerManifest;
  /** The same with all defaults, for the renderer. */
  readonly server: JupyterServer;
}

/**
 * Builds the JupyterServer of a request and checks it with the API's own rules.
 *
 * @throws AmaltheaError DestinationUnknown, InvalidRequest
 */
export function draftServer({
  request,
  profile,
  owner,
  ownerEmail,
  requestId,
}: DraftServerOptions): DraftServer {
  const destination = profile.destinations.find(
    ({ cluster, namespace }) =>
      (request.cluster === undefined || request.cluster === cluster) &&
      (request.namespace === undefined || request.namespace === namespace),
  );
  if (!destination) {
    throw new AmaltheaError(
      'DestinationUnknown',
      `Servers of the profile ${profile.title} do not run there.`,
      {
        hint: `Choose one of: ${profile.destinations
          .map(known => `${known.cluster}/${known.namespace}`)
          .join(', ')}.`,
        problems: placeProblems(request, profile),
      },
    );
  }
  const resolution = resolveShape(profile, request.shape);
  if (!resolution.ok) throw invalidRequest(resolution.problems);
  const manifest = buildJupyterServer({
    profile,
    shape: resolution.shape,
    name: request.name,
    ...destination,
    owner,
    ownerEmail,
    requestId,
  });
  const parsed = parseJupyterServer(manifest);
  if (!parsed.ok) {
    throw invalidRequest(
      parsed.problems.map(({ path, message }) => ({ field: path, message })),
    );
  }
  return { cluster: destination.cluster, manifest, server: parsed.server };
}

/** Which part of the place is wrong: the cluster, or the namespace in it. */
function placeProblems(
  request: DraftServerOptions['request'],
  { destinations }: ProfileDefinition,
): readonly FieldProblem[] {
  const there = destinations.filter(
    ({ cluster }) =>
      request.cluster === undefined || cluster === request.cluster,
  );
  const [field, choices] =
    there.length === 0
      ? (['cluster', destinations.map(({ cluster }) => cluster)] as const)
      : (['namespace', there.map(({ namespace }) => namespace)] as const);
  const known = [...new Set(choices)].join(', ');
  return [{ field, message: `Choose one of: ${known}.` }];
}

/** One sentence that says how many fields are wrong, with the fields themselves as problems. */
export function invalidRequest(
  problems: readonly FieldProblem[],
): AmaltheaError {
  const [first] = problems;
  const message =
    problems.length === 1
      ? `${first.field}: ${first.message}`
      : `${problems.length} fields of the request are not right.`;
  return new AmaltheaError('InvalidRequest', message, {
    hint: 'Correct what is named and send it again.',
    problems,
  });
}
