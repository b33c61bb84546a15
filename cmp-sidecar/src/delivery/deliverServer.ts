import {
  formatPath,
  gitOpsResource,
  isJsonObject,
  openApiSchema,
  parseJupyterServer,
  render,
  RenderError,
  serverUrl,
  unknownFields,
  type Bundle,
  type JsonObject,
  type JupyterServer,
  type KubernetesObject,
  type LocatedProblem,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import type { Parameters } from '../parameters/parameters';
import { policyProblems } from './policy';
import { prepareServer } from './prepareServer';
import type { SourceDocument } from './sourceDocument';

/** What delivering depends on beside the files. */
export interface DeliveryContext {
  readonly parameters: Parameters;
  readonly config: RenderConfig;
  /** The Application's destination namespace. */
  readonly destinationNamespace: string | undefined;
}

/** What is delivered for one server, the server first. */
export interface DeliveredServer {
  readonly objects: readonly KubernetesObject[];
  /** What the operator makes for it. */
  readonly reserved: readonly KubernetesObject[];
  /** Where the server will answer. */
  readonly url: string;
}

export type ServerResult =
  | { readonly ok: true; readonly delivered: DeliveredServer }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** The child that is the operator's in every mode. */
const operatorOwned = 'secret';

function rendered(
  server: JupyterServer,
  document: SourceDocument,
  config: RenderConfig,
): { readonly bundle: Bundle } | { readonly problem: LocatedProblem } {
  try {
    return { bundle: render(server, { ...config, delivery: 'gitops' }) };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return {
      problem: document.problem(
        error.steps,
        formatPath(error.steps),
        error.reason,
      ),
    };
  }
}

/** Fields whose values must not reach an Application's status, where everybody reads them. */
function isSecret(path: string): boolean {
  return (
    path === 'spec.auth.token' || path.startsWith('spec.auth.oidc.clientSecret')
  );
}

/** The message without what stands in the field. */
function withoutValue(message: string): string {
  const [what, hint] = message.split(/, but is .*?(?=;|$)/s);
  return `${what}${hint ?? ''}`;
}

/** Whether the author of a server asks that its volume goes with it; the default alone is no such wish. */
function asksToDeleteClaims(value: JsonObject): boolean {
  const { spec } = value;
  const storage = isJsonObject(spec) ? spec.storage : undefined;
  const pvc = isJsonObject(storage) ? storage.pvc : undefined;
  return isJsonObject(pvc) && pvc.whenDeleted === 'Delete';
}

/** What the operator keeps generated keys in. It is not rendered for Git, but its name is taken. */
function secretOf({ metadata }: JupyterServer): KubernetesObject {
  const { name, namespace } = metadata;
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } };
}

const syncOptions = 'argocd.argoproj.io/sync-options';

/**
 * A child as Git owns it: no replicas, which are the operator's, and no owner references, which would keep Argo CD from
 * pruning it. The renderer leaves both out in this mode; a user's patch could bring them back.
 */
function gitOwned(
  child: KubernetesObject,
  deleteClaims: boolean,
): KubernetesObject {
  const { ownerReferences: _notInGit, ...metadata } = child.metadata;
  const object: KubernetesObject = { ...child, metadata };
  if (object.kind === 'StatefulSet' && isJsonObject(object.spec)) {
    const { replicas: _ofTheOperator, ...spec } = object.spec;
    object.spec = spec;
  }
  if (object.kind === 'PersistentVolumeClaim' && deleteClaims) {
    const { [syncOptions]: _protection, ...annotations } =
      metadata.annotations ?? {};
    object.metadata = { ...metadata, annotations };
  }
  return object;
}

/** The server as an object, with the fields that parsing has proven. */
function asObject(server: JupyterServer, value: JsonObject): KubernetesObject {
  const { apiVersion, kind } = server;
  const metadata = isJsonObject(value.metadata) ? value.metadata : {};
  return { apiVersion, kind, metadata, spec: value.spec };
}

/** Turns one JupyterServer of Git into what Argo CD applies, or into everything that is wrong with it. */
export function deliverServer(
  document: SourceDocument,
  context: DeliveryContext,
): ServerResult {
  const { parameters, config } = context;
  const prepared = prepareServer(
    document,
    parameters,
    context.destinationNamespace,
  );
  // The CRD's schema names of metadata only what it restricts.
  const unknown = unknownFields(document.value, openApiSchema)
    .filter(({ steps }) => steps[0] !== 'metadata')
    .map(({ steps, message }) =>
      document.problem(steps, formatPath(steps), message),
    );
  const problems = [...prepared.problems, ...unknown];
  const parsed = parseJupyterServer(prepared.value);
  if (!parsed.ok) {
    const invalid = parsed.problems.map(({ steps, path, message }) =>
      document.problem(
        steps,
        path,
        isSecret(path) ? withoutValue(message) : message,
      ),
    );
    return { ok: false, problems: [...problems, ...invalid] };
  }
  const { server } = parsed;
  const result = rendered(server, document, config);
  if ('problem' in result)
    return { ok: false, problems: [...problems, result.problem] };
  const { bundle } = result;
  problems.push(
    ...policyProblems({ document, server, bundle, parameters, config }),
  );
  if (problems.length > 0) return { ok: false, problems };
  const isAlone = parameters.delivery === 'resource';
  const resource = asObject(
    server,
    isAlone ? prepared.value : gitOpsResource(prepared.value, bundle),
  );
  const deleteClaims = asksToDeleteClaims(prepared.value);
  const children = [...bundle]
    .filter(([key]) => key !== operatorOwned)
    .map(([, child]) => gitOwned(child, deleteClaims));
  const reserved = [secretOf(server), ...(isAlone ? children : [])];
  const url = serverUrl(server);
  return {
    ok: true,
    delivered: {
      objects: [resource, ...(isAlone ? [] : children)],
      reserved,
      url,
    },
  };
}
