import {
  render,
  RenderError,
  serverUrl,
  type Bundle,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import type {
  PreviewFinding,
  PreviewObject,
  PreviewResult,
  QuotaLine,
} from '@amalthea/plugin-amalthea-common';
import { isForbidden, isNotFound, resources } from '@amalthea/kube';
import type { Cluster } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import type { DraftServer } from '../servers/draftServer';
import { annotationKeys } from '../profiles/annotationKeys';
import { toYaml } from '../servers/kubernetesYaml';
import type { ServerWriter } from '../servers/ServerWriter';
import { bundleDemand } from './bundleDemand';
import { quotaLines } from './quotaLines';
import { takenNames } from './takenNames';

const resourceQuotas = {
  ...resources.configMaps,
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
};

export interface PreviewServerOptions {
  readonly draft: DraftServer;
  readonly cluster: Cluster;
  readonly writer: Pick<ServerWriter, 'dryRun'>;
  readonly renderConfig: RenderConfig;
}

/** What would happen: the objects, what the cluster says to a dry run, and the quota before and after. */
export async function previewServer(
  options: PreviewServerOptions,
): Promise<PreviewResult> {
  const { draft, cluster, writer, renderConfig } = options;
  const findings: PreviewFinding[] = [];
  const objects: PreviewObject[] = [];
  let demand: ReadonlyMap<string, number> = new Map();
  let bundle: Bundle = new Map();
  try {
    bundle = render(draft.server, renderConfig);
    for (const [key, object] of bundle) {
      objects.push({
        key,
        apiVersion: object.apiVersion ?? '',
        kind: object.kind ?? '',
        name: object.metadata?.name ?? '',
        yaml: toYaml(object),
      });
    }
    demand = bundleDemand(bundle.values());
  } catch (failure) {
    if (!(failure instanceof RenderError)) throw failure;
    findings.push({
      severity: 'error',
      code: 'PatchFailed',
      sentence: 'A patch of the profile does not fit this server.',
      hint: 'Tell the people who run the portal.',
      message: failure.message,
    });
  }
  const [quota, refusal] = await Promise.all([
    readQuota(cluster, draft, demand),
    dryRun(writer, draft),
  ]);
  findings.push(...refusal, ...quota.findings, ...quotaFindings(quota.lines));
  const { namespace, name, annotations } = draft.manifest.metadata;
  // A server of this name has its objects there already, and was refused for it.
  if (refusal.length === 0)
    findings.push(
      ...(await takenNames(
        cluster,
        namespace,
        annotations[annotationKeys.owner],
        bundle.values(),
      )),
    );
  return {
    reference: { cluster: cluster.name, namespace, name },
    url: serverUrl(draft.server),
    serverYaml: toYaml(draft.manifest),
    objects,
    quota: quota.lines,
    findings,
    acceptable: findings.every(finding => finding.severity !== 'error'),
  };
}

async function dryRun(
  writer: Pick<ServerWriter, 'dryRun'>,
  draft: DraftServer,
): Promise<readonly PreviewFinding[]> {
  try {
    await writer.dryRun(draft);
    return [];
  } catch (failure) {
    if (!(failure instanceof AmaltheaError)) throw failure;
    const { hint, detail, problems = [] } = failure.cause;
    const finding: PreviewFinding = {
      severity: 'error',
      code: failure.code,
      sentence: failure.message,
      ...(hint ? { hint } : {}),
      ...(detail ? { message: detail } : {}),
    };
    return problems.length === 0
      ? [finding]
      : problems.map(problem => ({
          ...finding,
          field: problem.field,
          message: problem.message,
        }));
  }
}

async function readQuota(
  cluster: Cluster,
  draft: DraftServer,
  demand: ReadonlyMap<string, number>,
): Promise<{
  readonly lines: readonly QuotaLine[];
  readonly findings: readonly PreviewFinding[];
}> {
  try {
    const { items } = await cluster.client.list(resourceQuotas, {
      namespace: draft.manifest.metadata.namespace,
    });
    return { lines: quotaLines(items, demand), findings: [] };
  } catch (failure) {
    const error = clusterError(failure, cluster.title);
    if (!(error instanceof AmaltheaError)) throw error;
    // The dry run has its own word on a cluster that does not answer: once is enough.
    if (!isForbidden(failure) && !isNotFound(failure))
      return { lines: [], findings: [] };
    const finding: PreviewFinding = {
      severity: 'warning',
      code: 'QuotaUnknown',
      sentence:
        'The quota of the namespace cannot be read, so it is not known whether the server fits.',
      ...(error.cause.detail ? { message: error.cause.detail } : {}),
    };
    return { lines: [], findings: [finding] };
  }
}

function quotaFindings(lines: readonly QuotaLine[]): readonly PreviewFinding[] {
  return lines
    .filter(line => line.exceeded)
    .map(line => ({
      severity: 'error',
      code: 'QuotaExceeded',
      sentence: `The quota ${line.quota} has not enough ${line.resource} left.`,
      hint: 'Choose a smaller size, or stop or delete a server you do not need.',
      field: 'shape.size',
    }));
}
