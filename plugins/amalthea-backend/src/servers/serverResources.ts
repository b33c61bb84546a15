import {
  parseQuantity,
  type ServerResources,
  type ServerUsage,
} from '@amalthea/plugin-amalthea-common';
import type { ObservedServer } from './ObservedServer';

/** What the server may use: its limits, else its requests. */
export function serverResources(server: ObservedServer): ServerResources {
  const { limits, requests } = server.spec.jupyterServer.resources;
  const amounts = { ...requests, ...limits };
  const gpus = Object.entries(amounts)
    .filter(([name]) => /(^|[./])gpu$|\/gpu|^[a-z.]+\/mig-/.test(name))
    .reduce((sum, [, quantity]) => sum + (parseQuantity(quantity) ?? 0), 0);
  return {
    ...defined('cpuCores', parseQuantity(amounts.cpu)),
    ...defined('memoryBytes', parseQuantity(amounts.memory)),
    ...(gpus > 0 ? { gpus } : {}),
    ...defined('diskBytes', parseQuantity(server.spec.storage.size)),
    diskKept: server.spec.storage.pvc.enabled,
  };
}

/** What the operator measured last. */
export function serverUsage(server: ObservedServer): ServerUsage | undefined {
  const { usage } = server.status;
  if (!usage) return undefined;
  return {
    ...defined(
      'cpuCores',
      usage.cpuMillicores === undefined
        ? undefined
        : usage.cpuMillicores / 1000,
    ),
    ...defined('memoryBytes', usage.memoryBytes),
    ...defined('diskUsedBytes', usage.disk?.usedBytes),
    ...defined('diskTotalBytes', usage.disk?.totalBytes),
  };
}

function defined<K extends string, T>(
  key: K,
  value: T | undefined,
): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: T });
}
