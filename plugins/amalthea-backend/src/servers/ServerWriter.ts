import type { KubeClient, UnstructuredObject } from '@amalthea/kube';
import {
  isAlreadyExists,
  KubeConnectionError,
  KubeDeadlineError,
} from '@amalthea/kube';
import type { DeleteServerResult } from '@amalthea/plugin-amalthea-common';
import { fieldManagers } from '@amalthea/jupyterserver';
import type { Cluster, ClusterAccess } from '../clusters/ClusterAccess';
import { jupyterServers } from '../clusters/jupyterServers';
import { AmaltheaError } from '../errors/AmaltheaError';
import { clusterError } from '../errors/clusterError';
import { annotationKeys } from '../profiles/annotationKeys';
import type { DraftServer } from './draftServer';
import { observeServer, type ObservedServer } from './ObservedServer';
import type { FoundServer } from './ServerReader';
import { serverDelivery } from './serverDelivery';
import { serverOwner } from './serverSummary';

type JsonPatch = Extract<
  Parameters<KubeClient['patch']>[2],
  { type: 'json' }
>['body'];

/** Changes servers. Whether the caller may is decided before. */
export class ServerWriter {
  readonly #clusters: ClusterAccess;
  readonly #now: () => Date;
  readonly #creating = new Map<string, Promise<unknown>>();

  constructor(options: {
    readonly clusters: ClusterAccess;
    readonly now: () => Date;
  }) {
    this.#clusters = options.clusters;
    this.#now = options.now;
  }

  /**
   * Creates a server, or gives the one that was made by the same request before.
   *
   * @throws AmaltheaError NameTaken, RequestIdReused, InvalidRequest, QuotaExceeded, AdmissionDenied, Cluster…
   */
  async create(
    draft: DraftServer,
  ): Promise<{ readonly server: ObservedServer; readonly created: boolean }> {
    const requestId =
      draft.manifest.metadata.annotations[annotationKeys.requestId];
    if (requestId === undefined) return this.#create(draft, undefined);
    // Two requests with the same id at the same moment must not both find that nothing is there yet.
    const before = this.#creating.get(requestId) ?? Promise.resolve();
    const creation = before
      .catch(() => {})
      .then(() => this.#create(draft, requestId));
    this.#creating.set(requestId, creation);
    try {
      return await creation;
    } finally {
      if (this.#creating.get(requestId) === creation)
        this.#creating.delete(requestId);
    }
  }

  /** Checks by the cluster itself whether it would take the server; nothing is kept. */
  async dryRun(draft: DraftServer): Promise<void> {
    const cluster = this.#clusters.cluster(draft.cluster);
    await this.#asking(cluster, () =>
      cluster.client.create(jupyterServers, toObject(draft), {
        fieldManager: fieldManagers.portal,
        fieldValidation: 'Strict',
        dryRun: true,
      }),
    );
  }

  /** Changes fields with a JSON patch. With a resource version, only if nobody changed the server since. */
  async patchFields(
    found: FoundServer,
    operations: JsonPatch,
    resourceVersion?: string,
  ): Promise<ObservedServer> {
    const { metadata } = found.server;
    return this.#patch(found, {
      type: 'json',
      body: [
        { op: 'test', path: '/metadata/uid', value: metadata.uid },
        {
          op: 'replace',
          path: '/metadata/resourceVersion',
          value: resourceVersion ?? metadata.resourceVersion,
        },
        ...operations,
      ],
    });
  }

  async hibernate(found: FoundServer): Promise<ObservedServer> {
    return this.#merge(found, {
      spec: { jupyterServer: { hibernated: true } },
    });
  }

  /**
   * Wakes a server. What Git delivers is only asked to wake: its definition stays as Git has it.
   *
   * @throws AmaltheaError DeliveredByGit when Git itself says that the server is stopped
   */
  async resume(found: FoundServer): Promise<ObservedServer> {
    const metadata = {
      annotations: {
        [annotationKeys.wakeRequestedAt]: this.#now().toISOString(),
      },
    };
    if (serverDelivery(found.server) !== 'gitops') {
      return this.#merge(found, {
        metadata,
        spec: { jupyterServer: { hibernated: false } },
      });
    }
    if (found.server.spec.jupyterServer.hibernated) {
      throw new AmaltheaError(
        'DeliveredByGit',
        'Git says that this server is stopped.',
        {
          hint: 'Set spec.jupyterServer.hibernated to false in Git.',
        },
      );
    }
    return this.#merge(found, { metadata });
  }

  async restart(found: FoundServer): Promise<ObservedServer> {
    return this.#merge(found, {
      metadata: {
        annotations: {
          [annotationKeys.restartRequestedAt]: this.#now().toISOString(),
        },
      },
    });
  }

  async keep(found: FoundServer, minutes: number): Promise<ObservedServer> {
    const until = new Date(
      this.#now().getTime() + minutes * 60_000,
    ).toISOString();
    return this.#merge(found, {
      metadata: { annotations: { [annotationKeys.keepUntil]: until } },
    });
  }

  async delete({ cluster, server }: FoundServer): Promise<DeleteServerResult> {
    const { name, namespace, uid } = server.metadata;
    await this.#asking(cluster, () =>
      cluster.client.delete(
        jupyterServers,
        { name, namespace },
        { preconditions: { uid } },
      ),
    );
    return {
      reference: { cluster: cluster.name, namespace, name },
      diskDeleted: diskGoesToo(server),
    };
  }

  async #create(draft: DraftServer, requestId: string | undefined) {
    const cluster = this.#clusters.cluster(draft.cluster);
    const earlier =
      requestId && (await this.#findByRequest(cluster, draft, requestId));
    if (earlier) return { server: earlier, created: false };
    try {
      const object = await cluster.client.create(
        jupyterServers,
        toObject(draft),
        {
          fieldManager: fieldManagers.portal,
          fieldValidation: 'Strict',
        },
      );
      return { server: observed(cluster, object), created: true };
    } catch (failure) {
      const unclear =
        failure instanceof KubeConnectionError ||
        failure instanceof KubeDeadlineError;
      if (requestId && (unclear || isAlreadyExists(failure))) {
        const mine = await this.#findByRequest(cluster, draft, requestId).catch(
          () => undefined,
        );
        if (mine) return { server: mine, created: !isAlreadyExists(failure) };
      }
      throw clusterError(failure, cluster.title);
    }
  }

  async #findByRequest(
    cluster: Cluster,
    draft: DraftServer,
    requestId: string,
  ): Promise<ObservedServer | undefined> {
    const { name, namespace } = draft.manifest.metadata;
    const { items } = await this.#asking(cluster, () =>
      cluster.client.list<UnstructuredObject>(jupyterServers, {
        namespace,
        labelSelector: `${annotationKeys.requestId}=${requestId}`,
        limit: 1,
      }),
    );
    if (items.length === 0) return undefined;
    const server = observed(cluster, items[0]);
    const isMine =
      serverOwner(server) ===
      draft.manifest.metadata.annotations[annotationKeys.owner];
    if (!isMine || server.metadata.name !== name) {
      throw new AmaltheaError(
        'RequestIdReused',
        'This request id was used for another server.',
        {
          hint: 'Use a new request id for a new server.',
        },
      );
    }
    return server;
  }

  #merge(
    found: FoundServer,
    change: { readonly metadata?: object; readonly spec?: object },
  ): Promise<ObservedServer> {
    // The uid makes the patch fail when the server was deleted and made anew in the meantime.
    const metadata = { uid: found.server.metadata.uid, ...change.metadata };
    return this.#patch(found, { type: 'merge', body: { ...change, metadata } });
  }

  async #patch(
    { cluster, server }: FoundServer,
    patch: Parameters<KubeClient['patch']>[2],
  ): Promise<ObservedServer> {
    const { name, namespace } = server.metadata;
    const object = await this.#asking(cluster, () =>
      cluster.client.patch<UnstructuredObject>(
        jupyterServers,
        { name, namespace },
        patch,
        {
          fieldManager: fieldManagers.portal,
        },
      ),
    );
    return observed(cluster, object);
  }

  async #asking<T>(cluster: Cluster, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (failure) {
      throw clusterError(failure, cluster.title);
    }
  }
}

/** A disk that is not kept goes with any stop; a kept one goes with the server unless its definition retains it. */
export function diskGoesToo(server: ObservedServer): boolean {
  const { pvc } = server.spec.storage;
  return !pvc.enabled || pvc.whenDeleted !== 'Retain';
}

function toObject(draft: DraftServer): UnstructuredObject {
  const { metadata, ...rest } = draft.manifest;
  return {
    ...rest,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels },
      annotations: { ...metadata.annotations },
    },
  };
}

function observed(
  cluster: Cluster,
  object: UnstructuredObject,
): ObservedServer {
  const server = observeServer(cluster.name, object);
  if (!server)
    throw new TypeError(
      'The cluster answered with an object that is no JupyterServer.',
    );
  return server;
}
