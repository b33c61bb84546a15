import type { ServerReference } from '@amalthea/plugin-amalthea-common';

/** The steps of a request, in order. */
export const requestSteps = ['profile', 'shape', 'review', 'progress'] as const;
export type RequestStep = (typeof requestSteps)[number];

/** Which request, at which step, and the server that came of it. Lives in the URL. */
export interface RequestLocation {
  /** Names the draft in this tab, and makes a second submit harmless. */
  readonly requestId: string | undefined;
  readonly step: RequestStep;
  readonly created?: ServerReference;
}

/** The location of a URL's query. */
export function parseRequestLocation(query: URLSearchParams): RequestLocation {
  const step = requestSteps.find(candidate => candidate === query.get('step'));
  const created = parseReference(query.get('server'));
  const requestId = query.get('request') ?? undefined;
  if (step === 'progress') {
    return created
      ? { requestId, step, created }
      : { requestId, step: 'profile' };
  }
  return { requestId, step: step ?? 'profile' };
}

/** The query of a location. */
export function writeRequestLocation(
  location: RequestLocation,
): URLSearchParams {
  const query = new URLSearchParams();
  if (location.requestId !== undefined) {
    query.set('request', location.requestId);
  }
  if (location.step !== 'profile') {
    query.set('step', location.step);
  }
  if (location.created) {
    const { cluster, namespace, name } = location.created;
    query.set('server', `${cluster}/${namespace}/${name}`);
  }
  return query;
}

function parseReference(text: string | null): ServerReference | undefined {
  const [cluster, namespace, name, ...rest] = text?.split('/') ?? [];
  return cluster && namespace && name && rest.length === 0
    ? { cluster, namespace, name }
    : undefined;
}

/**
 * A new request id: 32 hexadecimal digits.
 *
 * @param fillRandom - fills an array with random bytes, as `crypto.getRandomValues` does;
 *   `crypto.randomUUID` would not exist on a portal that is served without TLS
 */
export function createRequestId(
  fillRandom: (bytes: Uint8Array) => unknown,
): string {
  const bytes = new Uint8Array(16);
  fillRandom(bytes);
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
