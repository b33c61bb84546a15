import { KubeApiError } from '@amalthea/kube';
import type { ClusterHealth } from '@amalthea/plugin-amalthea-common';
import { nextHealth } from './clusterHealth';

const connecting: ClusterHealth = {
  name: 'dev',
  title: 'Dev',
  state: 'connecting',
  since: '2026-01-01T00:00:00.000Z',
};
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
const refused = new Error('connect ECONNREFUSED');
const forbidden = new KubeApiError(
  {
    method: 'GET',
    path: '/apis',
    status: 403,
    reason: 'Forbidden',
    causes: [],
  },
  'jupyterservers is forbidden',
);

describe('nextHealth', () => {
  it('is reachable only once the cluster answers and its servers are known', () => {
    expect(nextHealth(connecting, { ok: true, synced: false }, at(1))).toBe(
      connecting,
    );
    expect(nextHealth(connecting, { ok: true, synced: true }, at(2))).toEqual({
      name: 'dev',
      title: 'Dev',
      state: 'reachable',
      since: '2026-01-01T00:00:02.000Z',
    });
  });

  it('keeps the time since which a cluster does not answer', () => {
    const first = nextHealth(connecting, { ok: false, error: refused }, at(1));
    expect(first).toMatchObject({
      state: 'unreachable',
      since: '2026-01-01T00:00:01.000Z',
    });
    expect(nextHealth(first, { ok: false, error: refused }, at(9))).toBe(first);
    expect(
      nextHealth(first, { ok: false, error: forbidden }, at(9)),
    ).toMatchObject({
      since: '2026-01-01T00:00:01.000Z',
      error: { code: 'ClusterRefused' },
    });
  });

  it('says in words why a cluster cannot be used, and keeps what it said', () => {
    expect(
      nextHealth(connecting, { ok: false, error: forbidden }, at(1)).error,
    ).toEqual({
      code: 'ClusterRefused',
      sentence: 'The cluster Dev does not let this portal see servers.',
      message: 'jupyterservers is forbidden',
    });
  });

  it('comes back', () => {
    const gone = nextHealth(connecting, { ok: false, error: refused }, at(1));
    expect(nextHealth(gone, { ok: true, synced: true }, at(5))).toEqual({
      name: 'dev',
      title: 'Dev',
      state: 'reachable',
      since: '2026-01-01T00:00:05.000Z',
    });
  });
});
