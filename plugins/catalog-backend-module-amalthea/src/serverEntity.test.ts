import type { ServerSummary } from '@amalthea/plugin-amalthea-common';
import {
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
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

/** What the catalog checks of an entity. */
async function accept(entity: Entity): Promise<Entity | undefined> {
  await resourceEntityV1alpha1Validator.check(entity);
  return EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]).enforce(entity);
}

describe('serverEntity', () => {
  it.each([
    { url: 'not a url' },
    { url: 'file:///etc/passwd' },
    { owner: 'a b c!' },
    { owner: undefined },
  ])('is taken also with nonsense from the cluster (%j)', async nonsense => {
    const entity = serverEntity(
      { ...server, ...nonsense },
      'https://portal.example.org',
    );
    await expect(accept(entity)).resolves.toEqual(entity);
  });

  it('is an entity that the catalog takes, with owner and link', async () => {
    const entity = serverEntity(server, 'https://portal.example.org');
    await expect(accept(entity)).resolves.toEqual(entity);
    expect(entity.spec).toEqual({
      type: 'jupyter-server',
      owner: 'user:default/ada',
    });
    expect(entity.metadata.links?.map(link => link.url)).toEqual([
      'https://portal.example.org/amalthea/servers/dev/research/genomics',
      'http://jupyter.localhost/users/ada/genomics',
    ]);
  });

  it('has a name of its own, also for servers of the same name elsewhere', () => {
    const here = serverEntity(server, 'https://portal.example.org').metadata
      .name;
    const elsewhere = serverEntity(
      {
        ...server,
        reference: { ...server.reference, namespace: 'teaching' },
      },
      'https://portal.example.org',
    ).metadata.name;
    expect(here).not.toBe(elsewhere);
    expect(here).toMatch(/^[a-z0-9-]{1,63}$/);
  });

  it('has a name that tells nothing, because the relations of its owner show it to everybody', () => {
    const { metadata } = serverEntity(server, 'https://portal.example.org');
    expect(metadata.name).not.toMatch(/genomics|research|dev/);
    expect(metadata.title).toBe('genomics');
  });
});
