import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DevError } from '../host/DevError';

const port = z.number().int().min(1).max(65_535);

/** The network of a cluster with a real node: everything of it lives in a network namespace of its own. */
const networkSchema = z.object({
  /** The machine's end of the link; services that listen there are reachable from pods. */
  hostAddress: z.string(),
  /** The node's end of the link. */
  nodeAddress: z.string(),
  linkCidr: z.string(),
  podCidr: z.string(),
  serviceCidr: z.string(),
  apiServiceAddress: z.string(),
  dnsServiceAddress: z.string(),
  /** Port of the machine's end at which the DNS add-on answers. */
  dnsPort: port,
  /** Name of the machine's end of the link. */
  interface: z.string(),
});

const ingressSchema = z.object({
  /** Loopback port on which every Ingress host answers over HTTP. */
  port,
  /** The same over HTTPS, with certificates of the cluster's own authority. */
  httpsPort: port,
  /** Whether ports 80 and 443 are served too, so that an Ingress' plain URL works as it is. */
  standardPorts: z.boolean(),
  /** PEM file of the authority behind the HTTPS port. */
  certificateAuthority: z.string(),
});

export const clusterStateSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  /** Short and unique on this machine: part of names outside the directory. */
  id: z.string(),
  /** Everything the cluster keeps is below this folder. */
  directory: z.string(),
  simulated: z.boolean(),
  /** URL of the API server. */
  server: z.string(),
  /** PEM file of the authority that signed the API server's certificate. */
  certificateAuthority: z.string(),
  /** File whose current context is the administrator; further contexts are named after the users in `tokens`. */
  kubeconfig: z.string(),
  /** Bearer token of each user. */
  tokens: z.object({
    admin: z.string(),
    operator: z.string(),
    alice: z.string(),
    bob: z.string(),
    system: z.string(),
    controllerManager: z.string(),
    scheduler: z.string(),
    node: z.string(),
  }),
  ports: z.object({
    apiServer: port,
    etcdClient: port,
    etcdPeer: port,
    controllerManager: port,
    scheduler: port,
  }),
  /** Number of simulated nodes; a real cluster has one. */
  nodes: z.number().int().min(1),
  /** The audit log, where one is kept: a JSON document per line, level Metadata. */
  auditLog: z.string().optional(),
  /** Whether the API server's fairness and in-flight limits are off. */
  unthrottled: z.boolean(),
  network: networkSchema.optional(),
  ingress: ingressSchema.optional(),
});

/** What is written to a cluster's `cluster.json`. */
export type ClusterState = z.infer<typeof clusterStateSchema>;
export type ClusterNetwork = z.infer<typeof networkSchema>;
export type ClusterIngress = z.infer<typeof ingressSchema>;

/** The file in a cluster's directory that describes it. */
export function clusterStateFile(directory: string): string {
  return join(directory, 'cluster.json');
}

/**
 * Reads a cluster's `cluster.json`.
 *
 * @throws DevError `CLUSTER_NOT_FOUND` when there is none, `STATE_UNREADABLE` when it is not what this version writes.
 */
export async function readClusterState(path: string): Promise<ClusterState> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new DevError(
      'CLUSTER_NOT_FOUND',
      `No cluster is described in ${path}. Start one with 'cluster -- up'.`,
      {
        cause: error,
      },
    );
  }
  const parsed = clusterStateSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new DevError(
    'STATE_UNREADABLE',
    `${path} was written by another version or is damaged. Remove that cluster with 'cluster -- down', then start it again.`,
    { cause: parsed.error },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
