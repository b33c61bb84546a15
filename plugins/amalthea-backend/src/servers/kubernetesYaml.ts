import { stringify } from 'yaml';

const hidden = '(hidden)';

/** An object as YAML. Values of Secrets, and the secrets that a JupyterServer may carry in clear, are hidden. */
export function toYaml(object: object): string {
  return stringify(hideSecrets(object), {
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });
}

/** A JupyterServer as somebody would write it: without status and what the cluster keeps for itself. */
export function toWrittenForm(object: object): object {
  const {
    status: _,
    metadata = {},
    ...rest
  } = object as { status?: unknown; metadata?: Record<string, unknown> };
  const { name, namespace, labels, annotations } = metadata as Record<
    string,
    unknown
  >;
  const writtenAnnotations = Object.entries(
    (annotations as Record<string, string>) ?? {},
  ).filter(
    ([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration',
  );
  const written = {
    name,
    ...(namespace ? { namespace } : {}),
    ...(labels && Object.keys(labels).length > 0 ? { labels } : {}),
    ...(writtenAnnotations.length > 0
      ? { annotations: Object.fromEntries(writtenAnnotations) }
      : {}),
  };
  const { apiVersion, kind, ...fields } = rest as Record<string, unknown>;
  return { apiVersion, kind, metadata: written, ...fields };
}

function hideSecrets(object: object): unknown {
  const kind = Reflect.get(object, 'kind');
  if (kind !== 'Secret' && kind !== 'JupyterServer') return object;
  const copy: Record<string, unknown> = structuredClone(object) as Record<
    string,
    unknown
  >;
  if (kind === 'Secret') {
    for (const field of ['data', 'stringData']) {
      const values = copy[field];
      if (isRecord(values))
        for (const key of Object.keys(values)) values[key] = hidden;
    }
    return copy;
  }
  const auth = isRecord(copy.spec) ? copy.spec.auth : undefined;
  if (isRecord(auth)) {
    if (typeof auth.token === 'string' && auth.token !== '')
      auth.token = hidden;
    const secret = isRecord(auth.oidc) ? auth.oidc.clientSecret : undefined;
    if (isRecord(secret) && typeof secret.value === 'string')
      secret.value = hidden;
  }
  return copy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
