import { parseJupyterServer, parseQuantity } from '@amalthea/jupyterserver';
import { KubernetesObject } from '@amalthea/kube';
import { Counter, Histogram, Registry } from 'prom-client';

import { Transition } from '../controller/Reconciler';

const billion = 1_000_000_000;

/** Classic's metrics of servers, by their names as scraped. */
export class SessionMetrics {
  readonly #created: Counter;
  readonly #deleted: Counter;
  readonly #changes: Counter<'status_from' | 'status_to'>;
  readonly #launches: Histogram<'cause'>;
  readonly #requests: readonly {
    readonly histogram: Histogram;
    readonly read: (server: Requests) => number | undefined;
  }[];
  /** What began the start of a server, by its uid: only those are measured that began while we looked. */
  readonly #starts = new Map<
    string,
    { readonly cause: 'create' | 'resume'; readonly at: number }
  >();

  /**
   * @param registry - where they are scraped
   * @param monotonicMilliseconds - measures launches
   */
  constructor(
    registry: Registry,
    private readonly monotonicMilliseconds: () => number,
  ) {
    const registers = [registry];
    this.#created = new Counter({
      registers,
      name: 'sessions_total_created_total',
      help: 'Servers that were created.',
    });
    this.#deleted = new Counter({
      registers,
      name: 'sessions_total_deleted_total',
      help: 'Servers that were deleted.',
    });
    this.#changes = new Counter({
      registers,
      name: 'sessions_status_changes_total',
      help: 'Changes of status.state.',
      labelNames: ['status_from', 'status_to'],
    });
    this.#launches = new Histogram({
      registers,
      name: 'sessions_launch_duration_seconds',
      help: 'Time from creation or resumption until the server runs.',
      labelNames: ['cause'],
      buckets: [30, 60, 90, 120, 180, 240, 300, 480],
    });
    const request = (
      name: string,
      help: string,
      buckets: number[],
      read: (server: Requests) => number | undefined,
    ) => ({
      histogram: new Histogram({ registers, name, help, buckets }),
      read,
    });
    this.#requests = [
      request(
        'sessions_cpu_request_millicores_m',
        'CPU that servers ask for.',
        [100, 500, 1000, 2000, 3000, 4000],
        server => quantity(server.resources.cpu, 1000),
      ),
      request(
        'sessions_memory_request_bytes_byte',
        'Memory that servers ask for.',
        [0.5, 1, 2, 4, 8, 16, 32].map(size => size * billion),
        server => quantity(server.resources.memory, 1),
      ),
      request(
        'sessions_gpu_request',
        'GPUs that servers ask for.',
        [0, 1, 2, 3, 4],
        server => quantity(server.resources['nvidia.com/gpu'], 1),
      ),
      request(
        'sessions_disk_request_bytes_byte',
        'Disk that servers ask for.',
        [1, 4, 16, 32, 64, 128].map(size => size * billion),
        server => quantity(server.disk, 1),
      ),
    ];
  }

  /** Counts a change of state. */
  readonly record = ({ server, from, to }: Transition): void => {
    const uid = server.metadata?.uid ?? '';
    this.#changes.inc({ status_from: from ?? 'None', status_to: to ?? 'None' });
    if (from === undefined && to !== 'stopping') {
      this.#created.inc();
      this.observeRequests(server);
    }
    if (to === 'starting' && (from === undefined || from === 'hibernated')) {
      this.#starts.set(uid, {
        cause: from ? 'resume' : 'create',
        at: this.monotonicMilliseconds(),
      });
      return;
    }
    const start = this.#starts.get(uid);
    if (to === 'running' && start) {
      this.#launches.observe(
        { cause: start.cause },
        (this.monotonicMilliseconds() - start.at) / 1000,
      );
    }
    if (to !== 'failed') {
      this.#starts.delete(uid);
    }
  };

  /** Counts a deletion, whether or not its state was ever stopping. */
  readonly deleted = (server: KubernetesObject): void => {
    this.#deleted.inc();
    this.#starts.delete(server.metadata?.uid ?? '');
  };

  private observeRequests(object: KubernetesObject): void {
    const parsed = parseJupyterServer(object);
    if (!parsed.ok) {
      return;
    }
    const { jupyterServer, storage } = parsed.server.spec;
    const resources = {
      ...(jupyterServer.resources.limits ?? {}),
      ...(jupyterServer.resources.requests ?? {}),
    };
    for (const { histogram, read } of this.#requests) {
      const value = read({ resources, disk: storage.size });
      if (value !== undefined) {
        histogram.observe(value);
      }
    }
  }
}

interface Requests {
  readonly resources: Readonly<Record<string, unknown>>;
  readonly disk: string | number;
}

function quantity(value: unknown, factor: number): number | undefined {
  const amount =
    typeof value === 'string' || typeof value === 'number'
      ? parseQuantity(value)
      : undefined;
  const one = parseQuantity(1);
  if (amount === undefined || one === undefined) {
    return undefined;
  }
  // In thousandths, because the quotient of two big integers is whole.
  return (Number((amount * 1000n) / one) / 1000) * factor;
}
