import {
  parseJupyterServer,
  render,
  RenderError,
  type RenderConfig,
} from '@amalthea/jupyterserver';
import { KubeError, type UnstructuredObject } from '@amalthea/kube';
import type {
  ManifestObject,
  ServerManifest,
} from '@amalthea/plugin-amalthea-common';
import type { Cluster } from '../clusters/ClusterAccess';
import { toWrittenForm, toYaml } from './kubernetesYaml';
import type { ObservedServer } from './ObservedServer';
import { isChildOf } from './ownedObjects';

/**
 * The definition, what it renders to, and what runs. Live objects that cannot be read are left out, and so are those
 * that belong to somebody else.
 */
export async function readServerManifest(
  cluster: Cluster,
  server: ObservedServer,
  renderConfig: RenderConfig,
): Promise<ServerManifest> {
  const serverYaml = toYaml(toWrittenForm(server.object));
  const parsed = parseJupyterServer(server.object);
  if (!parsed.ok) {
    const [problem] = parsed.problems;
    return {
      serverYaml,
      objects: [],
      renderProblem: `The definition cannot be rendered: ${problem.path} ${problem.message}.`,
    };
  }
  try {
    const bundle = [...render(parsed.server, renderConfig)];
    const objects = await Promise.all(
      bundle.map(async ([key, object]): Promise<ManifestObject> => {
        const { apiVersion = '', kind = '' } = object;
        const name = object.metadata?.name ?? '';
        const liveYaml = await readLive(cluster, server, {
          apiVersion,
          kind,
          name,
          namespace: server.metadata.namespace,
        });
        return {
          key,
          apiVersion,
          kind,
          name,
          renderedYaml: toYaml(object),
          ...(liveYaml ? { liveYaml } : {}),
        };
      }),
    );
    return { serverYaml, objects };
  } catch (failure) {
    if (!(failure instanceof RenderError)) throw failure;
    return {
      serverYaml,
      objects: [],
      renderProblem: `The definition cannot be rendered: ${failure.message}`,
    };
  }
}

async function readLive(
  cluster: Cluster,
  server: ObservedServer,
  target: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace: string;
  },
): Promise<string | undefined> {
  // The portal shows no value of a Secret, so it does not read one either.
  if (target.kind === 'Secret') return undefined;
  try {
    const resource = await cluster.client.discovery.find(
      target.apiVersion,
      target.kind,
    );
    const object = await cluster.client.get<UnstructuredObject>(
      resource,
      target,
    );
    if (!isChildOf(server, object)) return undefined;
    delete object.metadata?.managedFields;
    return toYaml(object);
  } catch (failure) {
    if (failure instanceof KubeError) return undefined;
    throw failure;
  }
}
