import { resources } from '@amalthea/kube';
import request from 'supertest';
import { as, startPlugin } from '../__testUtils__/startPlugin';

/** What ada asks for in each case. */
const asked = { profile: 'minimal', name: 'genomics' };

/** Metadata of a volume that a server of this owner left. */
const leftBy = (owner: string | undefined) => ({
  labels: {
    'amalthea.dev/parent-name': 'genomics',
    'app.kubernetes.io/managed-by': 'amalthea',
  },
  ...(owner ? { annotations: { 'amalthea.dev/owner': owner } } : {}),
});

type Found = 'statefulSets' | 'persistentVolumeClaims';

async function startWith(kind: Found, metadata: object) {
  const plugin = await startPlugin();
  plugin.clusters.client.put(resources[kind], {
    kind: resources[kind].kind,
    metadata: { name: 'genomics', namespace: 'research', ...metadata },
  });
  return plugin;
}

describe('a name that something in the namespace has', () => {
  it.each<[string, Found, object, string, boolean]>([
    ["somebody else's object", 'statefulSets', {}, 'error', false],
    [
      'a disk of an earlier server of hers',
      'persistentVolumeClaims',
      leftBy('user:default/Ada'),
      'warning',
      true,
    ],
    [
      "a disk of somebody else's server",
      'persistentVolumeClaims',
      leftBy('user:default/charles'),
      'error',
      false,
    ],
    [
      'a disk of nobody that is known',
      'persistentVolumeClaims',
      leftBy(undefined),
      'error',
      false,
    ],
  ])(
    'is shown in the review: %s',
    async (_whose, kind, metadata, severity, acceptable) => {
      const { server } = await startWith(kind, metadata);
      const { body } = await request(server)
        .post('/api/amalthea/preview')
        .set('Authorization', as('ada'))
        .send(asked)
        .expect(200);
      expect(body).toMatchObject({
        acceptable,
        findings: [{ code: 'NameConflict', field: 'name', severity }],
      });
    },
  );

  it('is given with the files that an earlier server of hers left', async () => {
    const { server } = await startWith(
      'persistentVolumeClaims',
      leftBy('user:default/ada'),
    );
    await request(server)
      .post('/api/amalthea/servers')
      .set('Authorization', as('ada'))
      .send({ ...asked, requestId: 'request-0001' })
      .expect(201);
  });

  it.each(['user:default/charles', undefined])(
    'is refused with the files of %s, review or not',
    async owner => {
      const { server, clusters } = await startWith(
        'persistentVolumeClaims',
        leftBy(owner),
      );
      const { body } = await request(server)
        .post('/api/amalthea/servers')
        .set('Authorization', as('ada'))
        .send({ ...asked, requestId: 'request-0001' })
        .expect(409);
      expect(body.error.message).toContain('not known to be yours');
      expect(clusters.client.writes).toEqual([]);
    },
  );
});
