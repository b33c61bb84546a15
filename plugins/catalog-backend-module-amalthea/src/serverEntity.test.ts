import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import { resourceEntityV1alpha1Validator } from '@backstage/catalog-model';
import { serverEntity } from './serverEntity';

const server: ServerSummary = {
  reference: { cluster: 'dev', namespace: 'research', name: 'genomics' },
  uid: '1',
  resourceVersion: '2',
  owner: 'user:default/ada',
  ownership: 'other',
  phase: 'running',
  url: 'http://jupyter.localhost/users/ada/genomics',
  image: 'image',
  resources: { diskKept: true },
  createdAt: '2026-01-01T00:00:00Z',
  activity: {},
  schedule: {},
  delivery: 'portal',
  allowed: {
    update: false,
    hibernate: false,
    resume: false,
    restart: false,
    keep: false,
    delete: false,
  },
};

describe('serverEntity', () => {
  it('is an entity that the catalog takes, with owner and link', async () => {
    const entity = serverEntity(server);
    await expect(resourceEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
    expect(entity.spec).toEqual({
      type: 'jupyter-server',
      owner: 'user:default/ada',
    });
    expect(entity.metadata.links?.map(link => link.url)).toEqual([
      '/amalthea/servers/dev/research/genomics',
      'http://jupyter.localhost/users/ada/genomics',
    ]);
  });

  it('has a name of its own, also for servers of the same name elsewhere', () => {
    const here = serverEntity(server).metadata.name;
    const elsewhere = serverEntity({
      ...server,
      reference: { ...server.reference, namespace: 'teaching' },
    }).metadata.name;
    expect(here).not.toBe(elsewhere);
    expect(here).toMatch(/^[a-z0-9-]{1,63}$/);
  });
});
