import type { LocatedProblem, RenderConfig } from '@amalthea/jupyterserver';
import { DeliveryError } from '../failure';
import { skipMarker } from '../archive/manifestFile';
import type { SourceFile } from '../archive/unpack';
import type { RequestEnvironment } from '../parameters/environment';
import { parseParameters } from '../parameters/parameters';
import { conflicts, type Delivered } from './conflicts';
import { deliverServer, type DeliveryContext } from './deliverServer';
import { isJupyterServer, passThrough } from './passThrough';
import { problemLines } from './problem';
import { readDocuments, type SourceDocument } from './sourceDocument';

/** What is handed to Argo CD. */
export interface Delivery {
  /** One JSON document per object, in the order of the files. */
  readonly manifests: readonly string[];
  readonly servers: number;
}

export interface DeliveryRequest {
  readonly files: readonly SourceFile[];
  /** The path of the Application, for messages. */
  readonly appPath: string;
  readonly environment: RequestEnvironment;
  readonly config: RenderConfig;
}

/** The variable of spec.source.plugin.env by which an Application says that it may become empty. */
const allowEmptyVariable = 'ARGOCD_ENV_ALLOW_EMPTY';

function documentsOf(
  files: readonly SourceFile[],
  problems: LocatedProblem[],
): readonly SourceDocument[] {
  return files.flatMap(({ path, content }) => {
    if (
      Buffer.from(
        content.buffer,
        content.byteOffset,
        content.byteLength,
      ).includes(skipMarker)
    )
      return [];
    const read = readDocuments(path, content);
    problems.push(...read.problems);
    return read.documents;
  });
}

function refuse(problems: readonly LocatedProblem[]): never {
  const lines = problemLines(problems);
  const title = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
  throw new DeliveryError(
    'INVALID_MANIFESTS',
    [`${title}; nothing is delivered until it is solved:`, ...lines].join('\n'),
  );
}

/** Whether any of the files holds a JupyterServer; files that cannot be read are not asked. */
export function holdsServer(files: readonly SourceFile[]): boolean {
  return documentsOf(files, []).some(isJupyterServer);
}

/**
 * Turns the files of an Application into manifests. Pure: the same files, environment and configuration give the same
 * bytes. All or nothing, because Argo CD prunes what is missing from an answer.
 *
 * @throws DeliveryError `INVALID_PARAMETERS`; `INVALID_MANIFESTS` with every problem of every file; `NO_SERVERS` when
 * there is no JupyterServer.
 */
export function deliver({
  files,
  appPath,
  environment,
  config,
}: DeliveryRequest): Delivery {
  const context: DeliveryContext = {
    parameters: parseParameters(environment),
    config,
    destinationNamespace: environment.get('ARGOCD_APP_NAMESPACE') || undefined,
  };
  const problems: LocatedProblem[] = [];
  const all: Delivered[] = [];
  let servers = 0;
  for (const document of documentsOf(files, problems)) {
    if (isJupyterServer(document)) {
      servers += 1;
      const result = deliverServer(document, context);
      if (result.ok) all.push({ document, ...result.delivered });
      else problems.push(...result.problems);
    } else {
      const result = passThrough(document, context.parameters);
      if (result.ok) all.push({ document, objects: [result.object] });
      else problems.push(...result.problems);
    }
  }
  problems.push(
    ...conflicts(
      all,
      context.parameters.namespace ?? context.destinationNamespace,
    ),
  );
  if (problems.length > 0) refuse(problems);
  if (servers === 0 && environment.get(allowEmptyVariable) !== 'true') {
    throw new DeliveryError(
      'NO_SERVERS',
      `There is no JupyterServer in ${
        appPath || '.'
      } (YAML and JSON files, sub-directories included). Nothing is delivered, so ` +
        'that nothing is pruned by mistake. If this is meant, delete the Application, or set ALLOW_EMPTY to "true" in ' +
        'spec.source.plugin.env.',
    );
  }
  return {
    manifests: all.flatMap(({ objects }) =>
      objects.map(object => JSON.stringify(object)),
    ),
    servers,
  };
}
