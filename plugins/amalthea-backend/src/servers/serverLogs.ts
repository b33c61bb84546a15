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
    const { text } = await cluster.client.requestText({
      method: 'GET',
      path: resourcePath(resources.pods, {
        namespace: server.metadata.namespace,
        name: pod.metadata.name,
        subresource: 'log',
      }),
      query: {
        container,
        tailLines: options.tailLines,
        timestamps: true,
        previous: options.previous,
        limitBytes,
        follow: false,
      },
      accept: 'text/plain, application/json',
      repeatable: true,
    });
    const lines = toLogLines(text);
    return {
      ...found,
      lines,
      truncated: lines.length >= options.tailLines || text.length >= limitBytes,
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
    throw clusterError(failure, cluster.title);
  }
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
