import { Registry } from 'prom-client';

import { storedServer } from '../plan/testing/builders';
import { SessionMetrics } from './SessionMetrics';

describe('SessionMetrics', () => {
  let registry: Registry;
  let metrics: SessionMetrics;
  let now = 0;
  const server = storedServer({
    jupyterServer: { resources: { requests: { cpu: '500m', memory: '2Gi' } } },
  });
  const value = async (pattern: RegExp) => {
    const line = (await registry.metrics())
      .split('\n')
      .find(candidate => pattern.test(candidate));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };

  beforeEach(() => {
    now = 0;
    registry = new Registry();
    metrics = new SessionMetrics(registry, () => now);
  });

  it("counts changes of state under classic's names", async () => {
    metrics.record({ server, from: undefined, to: 'starting' });
    metrics.record({ server, from: 'starting', to: 'running' });
    metrics.deleted(server);
    expect(await value(/^sessions_total_created_total /)).toBe(1);
    expect(await value(/^sessions_total_deleted_total /)).toBe(1);
    expect(
      await value(
        /^sessions_status_changes_total\{status_from="None",status_to="starting"\}/,
      ),
    ).toBe(1);
  });

  it('measures a launch from what caused it, and tells creation and resumption apart', async () => {
    metrics.record({ server, from: undefined, to: 'starting' });
    now = 40_000;
    metrics.record({ server, from: 'starting', to: 'running' });
    metrics.record({ server, from: 'running', to: 'starting' });
    now = 90_000;
    metrics.record({ server, from: 'starting', to: 'running' });
    expect(
      await value(/^sessions_launch_duration_seconds_sum\{cause="create"\}/),
    ).toBe(40);
    expect(
      await value(/^sessions_launch_duration_seconds_count\{cause="create"\}/),
    ).toBe(1);
    metrics.record({ server, from: 'running', to: 'hibernated' });
    metrics.record({ server, from: 'hibernated', to: 'starting' });
    now = 100_000;
    metrics.record({ server, from: 'starting', to: 'running' });
    expect(
      await value(/^sessions_launch_duration_seconds_sum\{cause="resume"\}/),
    ).toBe(10);
  });

  it('observes each request by itself: what is not given is not counted', async () => {
    metrics.record({ server, from: undefined, to: 'starting' });
    expect(await value(/^sessions_cpu_request_millicores_m_sum/)).toBe(500);
    expect(await value(/^sessions_memory_request_bytes_byte_sum/)).toBe(
      2 * 2 ** 30,
    );
    expect(await value(/^sessions_gpu_request_count/)).toBe(0);
    expect(await value(/^sessions_disk_request_bytes_byte_sum/)).toBe(
      100 * 2 ** 20,
    );
  });
});
