import type {
  AmaltheaApi,
  ServerSummary,
  StreamMessage,
} from '@amalthea/plugin-amalthea-common';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { serverEntity, serverEntityName } from './serverEntity';

export interface ServerEntityProviderOptions {
  readonly api: Pick<AmaltheaApi, 'stream'>;
  readonly logger: LoggerService;
  /** Where people open the portal. */
  readonly portalUrl: string;
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly longestPauseMilliseconds?: number;
}

const locationKey = 'amalthea';

/** Keeps one entity per Jupyter server in the catalog, by following the stream of the Amalthea plugin. */
export class ServerEntityProvider implements EntityProvider {
  readonly #options: ServerEntityProviderOptions;
  /** By reference, to write only what the catalog does not have yet. */
  readonly #written = new Map<string, string>();
  #following: Promise<void> | undefined;

  constructor(options: ServerEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return 'amalthea-servers';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#following = this.#followUntilStopped(connection);
  }

  /** Resolves when nothing of the provider runs any more. */
  async stopped(): Promise<void> {
    await this.#following;
  }

  async #followUntilStopped(
    connection: EntityProviderConnection,
  ): Promise<void> {
    const {
      api,
      logger,
      signal,
      sleep,
      longestPauseMilliseconds = 30_000,
    } = this.#options;
    let pause = 1_000;
    while (!signal.aborted) {
      try {
        for await (const { message } of api.stream({ signal })) {
          pause = 1_000;
          await this.#handle(connection, message);
        }
      } catch (error) {
        if (signal.aborted) return;
        logger.warn(
          'The catalog does not follow Jupyter servers now; trying again',
          { error: String(error) },
        );
      }
      await sleep(pause, signal);
      pause = Math.min(pause * 2, longestPauseMilliseconds);
    }
  }

  async #handle(
    connection: EntityProviderConnection,
    message: StreamMessage,
  ): Promise<void> {
    switch (message.type) {
      case 'snapshot':
        // Servers of a cluster that has not answered yet are not gone: nothing may be removed then.
        if (message.clusters.every(cluster => cluster.state === 'reachable')) {
          await this.#replaceAll(connection, message.servers);
        } else {
          await this.#upsert(connection, message.servers);
        }
        return;
      case 'server':
        await this.#upsert(connection, [message.server]);
        return;
      case 'removed': {
        const key = keyOf(message.reference);
        this.#written.delete(key);
        const entityRef = stringifyEntityRef({
          kind: 'Resource',
          name: serverEntityName(message.reference),
        });
        await connection.applyMutation({
          type: 'delta',
          added: [],
          removed: [{ entityRef, locationKey }],
        });
        return;
      }
      default:
    }
  }

  async #replaceAll(
    connection: EntityProviderConnection,
    servers: readonly ServerSummary[],
  ): Promise<void> {
    const entities = servers.map(server => this.#deferred(server));
    await connection.applyMutation({ type: 'full', entities });
    this.#written.clear();
    servers.forEach((server, index) =>
      this.#written.set(
        keyOf(server.reference),
        JSON.stringify(entities[index]),
      ),
    );
  }

  async #upsert(
    connection: EntityProviderConnection,
    servers: readonly ServerSummary[],
  ): Promise<void> {
    const added = servers
      .map(server => ({
        key: keyOf(server.reference),
        entity: this.#deferred(server),
      }))
      .filter(
        ({ key, entity }) => this.#written.get(key) !== JSON.stringify(entity),
      );
    if (added.length === 0) return;
    await connection.applyMutation({
      type: 'delta',
      added: added.map(({ entity }) => entity),
      removed: [],
    });
    for (const { key, entity } of added)
      this.#written.set(key, JSON.stringify(entity));
  }

  #deferred(server: ServerSummary): DeferredEntity {
    return {
      entity: serverEntity(server, this.#options.portalUrl),
      locationKey,
    };
  }
}

function keyOf(reference: ServerSummary['reference']): string {
  return `${reference.cluster}/${reference.namespace}/${reference.name}`;
}
