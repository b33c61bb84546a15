import { KubeApiError, resourcePath, resources } from '@amalthea/kube';
import type { LogLine, ServerLogs } from '@amalthea/plugin-amalthea-common';
import type { Cluster } from '../clusters/ClusterAccess';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import type { ObservedServer } from './ObservedServer';
import { readServerPod } from './ServerPod';

const limitBytes = 1024 * 1024;
const notebookContainer = 'jupyter-server';

export interface ReadLogsOptions {
  readonly container?: string;
  readonly tailLines: number;
  readonly previous: boolean;
}

/**
 * The newest lines of a container's log, at most 1 MiB.
 *
 * @throws AmaltheaError LogsUnavailable for an unknown container; Cluster…
 */
export async function readServerLogs(
  cluster: Cluster,
  server: ObservedServer,
  options: ReadLogsOptions,
): Promise<ServerLogs> {
  const pod = await readServerPod(cluster, server);
  if (!pod)
    return {
      containers: [],
      lines: [],
      truncated: false,
      emptyReason: 'The server is not running now, so it has no logs.',
    };
  const containers = [...pod.spec.containers, ...pod.spec.initContainers].map(
    container => container.name,
  );
  const container =
    options.container ??
    (containers.includes(notebookContainer)
      ? notebookContainer
      : containers[0]);
  if (container === undefined || !containers.includes(container)) {
    throw new AmaltheaError(
      'LogsUnavailable',
      `The server has no container '${options.container}'.`,
      {
        hint: `Choose one of: ${containers.join(', ')}.`,
      },
    );
  }
  const found = { pod: pod.metadata.name, container, containers };
  try {
    const { text, isCut } = await readNewest(cluster, {
      path: resourcePath(resources.pods, {
        namespace: server.metadata.namespace,
        name: pod.metadata.name,
        subresource: 'log',
      }),
      container,
      tailLines: options.tailLines,
      previous: options.previous,
    });
    const lines = toLogLines(text);
    return {
      ...found,
      lines,
      truncated: isCut || lines.length >= options.tailLines,
      ...(lines.length === 0
        ? { emptyReason: 'The container has written nothing yet.' }
        : {}),
    };
  } catch (failure) {
    if (failure instanceof KubeApiError && failure.status === 400) {
      const emptyReason = options.previous
        ? 'The container was not restarted, so there is no earlier log.'
        : 'The container has not started yet.';
      return { ...found, lines: [], truncated: false, emptyReason };
    }
    throw logError(failure, cluster);
  }
}

/**
 * Asks for fewer lines until they fit: the limit in bytes keeps the beginning of what was asked for, so that the newest
 * lines, which are what people look for, would be missing.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#http-request-2 limitBytes
 */
async function readNewest(
  cluster: Cluster,
  options: {
    readonly path: string;
    readonly container: string;
    readonly tailLines: number;
    readonly previous: boolean;
  },
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const { path, ...query } = options;
  let { tailLines } = options;
  for (;;) {
    const { text } = await cluster.client.requestText({
      method: 'GET',
      path,
      query: {
        ...query,
        tailLines,
        timestamps: true,
        limitBytes,
        follow: false,
      },
      accept: 'text/plain, application/json',
      repeatable: true,
    });
    const isCut = Buffer.byteLength(text) >= limitBytes;
    if (!isCut || tailLines === 1)
      return { text, isCut: isCut || tailLines < options.tailLines };
    const linesThatFit = text.split('\n').length - 1;
    tailLines = Math.max(1, Math.floor(Math.min(linesThatFit, tailLines) / 2));
  }
}

/** The API server passes on what the kubelet says: 500 means that the machine does not answer, not the cluster. */
function logError(failure: unknown, cluster: Cluster): unknown {
  if (!(failure instanceof KubeApiError && failure.status === 500))
    return clusterError(failure, cluster.title);
  return new AmaltheaError(
    'ClusterUnreachable',
    'The machine that runs the server does not hand out its logs.',
    {
      hint: 'Try again in a moment.',
      detail: failure.serverMessage,
    },
  );
}

/** Splits a log whose lines begin with their time. */
export function toLogLines(text: string): readonly LogLine[] {
  if (text === '') return [];
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map(line => {
      const match = /^(\d{4}-\d\d-\d\dT\S+Z) ?(.*)$/s.exec(line);
      return match ? { at: match[1], text: match[2] } : { text: line };
    });
}
